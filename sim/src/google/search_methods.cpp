// people.searchContacts and otherContacts.search (G23, G24).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lockstep/base/text.h"

#include "google/derived_forms.h"
#include "google/handlers.h"
#include "google/masks.h"
#include "google/person_rendering.h"
#include "google/search_text.h"

namespace lockstep::sim::google {
namespace {

constexpr int kPageSizeFallback = 10;
constexpr int kPageSizeMax = 30;  // More is cut to this, and is no error.

/// Members of a field's items that a query can fit.
struct SearchedField {
  PersonField field;
  std::array<std::string_view, 4> members;
};

// Which members of a name and an organization are searched is not published.
constexpr std::array kSearched = {
    SearchedField{PersonField::names,
                  {"displayName", "displayNameLastFirst", "givenName", "familyName"}},
    SearchedField{PersonField::email_addresses, {"value"}},
    SearchedField{PersonField::phone_numbers, {"value", "canonicalForm"}},
    SearchedField{PersonField::nicknames, {"value"}},
    SearchedField{PersonField::organizations, {"name", "title", "department"}},
};
constexpr std::size_t kSearchedInOtherContacts = 3;  // The first ones (G24).

/// One of the two folders that can be searched.
struct SearchedFolder {
  std::span<const SearchedField> fields;
  VersionFilter holds;
  std::uint64_t Account::*searchable;  ///< Its cache.
};

constexpr SearchedFolder kContacts = {
    kSearched, [](const ContactVersion& version) { return version.place == Place::contacts; },
    &Account::searchable_contacts};
constexpr SearchedFolder kOtherContacts = {
    std::span(kSearched).first(kSearchedInOtherContacts),
    [](const ContactVersion& version) { return version.place == Place::other; },
    &Account::searchable_other_contacts};

struct Query {
  std::string_view text;
  std::string phone_digits;
};

bool item_fits(Json item, const SearchedField& searched, const Query& query) {
  add_derived_forms(searched.field, item);
  return std::ranges::any_of(searched.members, [&](std::string_view name) {
    const auto member = item.find(name);
    if (name.empty() || member == item.end() || !member->is_string()) {
      return false;
    }
    const auto& text = member->get_ref<const std::string&>();
    return has_prefix_phrase(text, query.text) ||
           (searched.field == PersonField::phone_numbers && !query.phone_digits.empty() &&
            has_digit_prefix(text, query.phone_digits));
  });
}

bool fits(const Json& person, std::span<const SearchedField> fields, const Query& query) {
  return std::ranges::any_of(fields, [&](const SearchedField& searched) {
    const auto items = person.find(info_of(searched.field).name);
    return items != person.end() && std::ranges::any_of(*items, [&](const Json& item) {
             return item_fits(item, searched, query);
           });
  });
}

Checked<std::size_t> read_result_count(const Call& call) {
  const Checked<int> size = call.parameters.number("pageSize");
  if (!size) {
    return size.error();
  }
  if (*size < 0) {
    return catalogue_error(kInvalidArgument);
  }
  return static_cast<std::size_t>(*size == 0 ? kPageSizeFallback : std::min(*size, kPageSizeMax));
}

Answer search(const Call& call, const SearchedFolder& folder, const FieldSet& mask,
              const Sources& sources) {
  const Checked<std::size_t> limit = read_result_count(call);
  if (!limit) {
    return limit.error();
  }
  const std::string_view text = trim(call.parameters.text("query"));
  const ContactStore& contacts = call.account.contacts;
  if (text.empty()) {
    call.account.*folder.searchable = contacts.position_at(call.read_at);
    return std::string("{}");
  }
  const Query query{text, phone_query_digits(text)};
  const PersonRenderer renderer(mask, {.shows_contact_source = sources.contact});
  std::string out;
  std::size_t found = 0;
  for (const auto& [contact, version] : contacts.changed_after(
           0, call.read_at, std::numeric_limits<std::size_t>::max(), folder.holds)) {
    if (found == *limit || version->revision > call.account.*folder.searchable) {
      break;  // By ascending revision: what follows has been written since the warm-up.
    }
    if (fits(*version->person->kept_fields(), folder.fields, query)) {
      out += found++ == 0 ? R"({"results":[{"person":)" : R"(,{"person":)";
      renderer.append(out, contact->id, *version);
      out += '}';
    }
  }
  return out.empty() ? std::string("{}") : out + "]}";
}

}  // namespace

Answer search_contacts(Call& call) {
  const Checked<FieldSet> mask = read_show_mask(call.parameters.text("readMask"), "readMask");
  if (!mask) {
    return mask.error();
  }
  const Checked<Sources> sources =
      read_sources(call.parameters.list("sources"), Sources{.contact = true});  // G38
  if (!sources) {
    return sources.error();
  }
  return search(call, kContacts, *mask, *sources);
}

Answer search_other_contacts(Call& call) {
  constexpr std::string_view kName = "readMask";
  const std::string_view text = call.parameters.text(kName);
  const Checked<FieldSet> mask = read_show_mask(text, kName);
  if (!mask) {
    return mask.error();
  }
  if (auto error = first_path_outside(other_contact_sync_fields(), text, kName)) {
    return std::move(*error);
  }
  return search(call, kOtherContacts, *mask, Sources{.contact = true});
}

}  // namespace lockstep::sim::google
