#include "google/person_rendering.h"

#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "google/derived_forms.h"
#include "google/json_text.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kListedItemsMax = 100;  // G17

std::string_view source_type_of(Place place) {
  return place == Place::other ? "OTHER_CONTACT" : "CONTACT";
}

void append_source(std::string& out, std::uint64_t id, Place place) {
  out += R"({"type":")";
  out += source_type_of(place);
  out += R"(","id":")";
  out += source_id_of(id);
  out += '"';
}

/// {"primary":true,"source":{…},"sourcePrimary":true}, false flags left out (G46).
std::string item_metadata(std::uint64_t id, Place place, bool primary, bool source_primary) {
  std::string out = "{";
  if (primary) {
    out += R"("primary":true,)";
  }
  out += R"("source":)";
  append_source(out, id, place);
  out += '}';
  if (source_primary) {
    out += R"(,"sourcePrimary":true)";
  }
  return out + "}";
}

/// Appends `value` in the order of its shape; `metadata` (JSON, or "") stands first.
void append_message(std::string& out, const Json& value, const MessageShape& shape,
                    std::string_view metadata) {
  out += '{';
  if (!metadata.empty()) {
    out += R"("metadata":)";
    out += metadata;
  }
  std::size_t left = value.size();
  for (const FieldShape& field : shape.fields) {
    if (left == 0) {
      break;
    }
    const auto member = value.find(field.name);
    if (member == value.end()) {
      continue;
    }
    --left;
    if (out.back() != '{') {
      out += ',';
    }
    append_json_string(out, field.name);
    out += ':';
    if (member->is_string()) {
      append_json_string(out, member->get_ref<const std::string&>());
    } else if (member->is_object() && field.message != nullptr) {
      append_message(out, *member, *field.message, {});
    } else {
      out += member->dump();
    }
  }
  out += '}';
}

std::string render_items(std::uint64_t id, const PersonFieldInfo& info, const Json& items,
                         Place place, bool source_primary) {
  constexpr std::size_t kItemBytesUsual = 256;
  std::string out = "[";
  out.reserve(kItemBytesUsual * items.size());
  bool first = true;
  for (Json item : items) {
    add_derived_forms(info.field, item);
    if (!first) {
      out += ',';
    }
    append_message(
        out, item, *info.shape,
        item_metadata(id, place, first, first && source_primary && place != Place::other));
    first = false;
  }
  out += ']';
  out.shrink_to_fit();  // It is kept.
  return out;
}

/// Even a contact without a photo has one (G57).
std::string render_photo(std::uint64_t id, const ContactVersion& version) {
  return R"([{"metadata":)" +
         item_metadata(id, version.place, /*primary=*/true, /*source_primary=*/false) +
         R"(,"url":")" + photo_url(id, version) +
         (version.photo.empty() ? R"(","default":true}])" : R"("}])");
}

void append_memberships(std::string& out, std::uint64_t id, const ContactVersion& version) {
  const std::string metadata = item_metadata(id, version.place, false, false);
  out += R"(,"memberships":[)";
  for (const std::string& group : version.groups) {
    if (out.back() != '[') {
      out += ',';
    }
    out += R"({"metadata":)" + metadata + R"(,"contactGroupMembership":{"contactGroupId":)";
    append_json_string(out, group);
    out += R"(,"contactGroupResourceName":)";
    append_json_string(out, "contactGroups/" + group);
    out += "}}";
  }
  out += ']';
}

/// The length of the first `count` items of a JSON list, without the closing bracket.
std::size_t length_of_items(std::string_view list, std::size_t count) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const char letter = list[at];
    if (in_string) {
      at += letter == '\\' ? 1U : 0U;
      in_string = letter != '"';
    } else if (letter == '"') {
      in_string = true;
    } else if (letter == '{') {
      ++depth;
    } else if (letter == '}' && --depth == 0 && --count == 0) {
      return at + 1;
    }
  }
  return list.empty() ? 0 : list.size() - 1;
}

void append_listed_items(std::string& out, std::string_view list) {
  out += list.substr(0, length_of_items(list, kListedItemsMax));
  out += ']';
}

}  // namespace

std::string source_id_of(std::uint64_t id) { return to_hex(id); }

std::string photo_url(std::uint64_t id, const ContactVersion& version) {
  return "https://lh3.googleusercontent.com/" +
         (version.photo.empty() ? "cm/" + source_id_of(id) : "contacts/" + version.photo) + "=s100";
}

std::shared_ptr<const PersonText> render_fields(std::uint64_t id, const Json& person,
                                                const ContactVersion& version,
                                                bool source_primary) {
  const FieldSet present = fields_in(person);
  PersonText text;
  text.reserve(present.count() + 1);
  for (const PersonFieldInfo& info : person_fields()) {
    if (info.field == PersonField::photos) {
      text.emplace_back(info.field, render_photo(id, version));
    } else if (present.test(index_of(info.field))) {
      text.emplace_back(info.field, render_items(id, info, *person.find(info.name), version.place,
                                                 source_primary));
    }
  }
  return std::make_shared<const PersonText>(std::move(text));
}

void PersonRenderer::append(std::string& out, std::uint64_t id,
                            const ContactVersion& version) const {
  out += R"({"resourceName":")";
  out += version.place == Place::other ? "otherContacts/c" : "people/c";
  out += std::to_string(id);
  out += R"(","etag":")";
  out += etags_.make(version.source_etag);
  out += '"';
  if (mask_.test(index_of(PersonField::metadata))) {
    append_metadata(out, id, version);
  }
  if (manner_.shows_contact_source) {
    append_fields(out, id, version);
  }
  out += '}';
}

void PersonRenderer::append_kept(AnswerText& out, RenderedPeople& rendered, std::uint64_t id,
                                 const ContactVersion& version, std::size_t depth,
                                 bool pretty) const {
  const PersonForm form{mask_, manner_bits(), pretty ? depth : 0, pretty};
  std::shared_ptr<const std::string>& text = rendered.text_of(id, version, form);
  if (text == nullptr) {
    std::string compact;
    append(compact, id, version);
    if (pretty) {
      JsonLayout layout(2 * compact.size(), depth);
      layout.put(compact);
      compact = std::move(layout).take();
    }
    compact.shrink_to_fit();
    text = std::make_shared<const std::string>(std::move(compact));
  }
  out.append_final(text, depth);
}

std::uint32_t PersonRenderer::manner_bits() const noexcept {
  return (manner_.is_list ? 1U : 0U) | (manner_.is_sync ? 2U : 0U) |
         (manner_.marks_list_etags ? 4U : 0U) | (manner_.shows_contact_source ? 8U : 0U);
}

void PersonRenderer::append_metadata(std::string& out, std::uint64_t id,
                                     const ContactVersion& version) const {
  out += R"(,"metadata":{"sources":[)";
  append_source(out, id, version.place);
  out += R"(,"etag":"#)" + version.source_etag + R"(","updateTime":")" +
         format_timestamp(version.updated) + R"("}])";
  if (manner_.is_sync && !version.previous_names.empty()) {
    out += R"(,"previousResourceNames":[")" + join(version.previous_names, R"(",")") + R"("])";
  }
  out += R"(,"objectType":"PERSON"})";
}

void PersonRenderer::append_fields(std::string& out, std::uint64_t id,
                                   const ContactVersion& version) const {
  bool memberships_due = mask_.test(index_of(PersonField::memberships)) && !version.groups.empty();
  for (const auto& [field, list] : *version.text) {
    if (memberships_due && field > PersonField::memberships) {
      append_memberships(out, id, version);
      memberships_due = false;
    }
    if (!mask_.test(index_of(field))) {
      continue;
    }
    out += ",\"";
    out += info_of(field).name;
    out += "\":";
    const bool capped =
        field == PersonField::email_addresses || field == PersonField::phone_numbers;
    if (manner_.is_list && capped) {
      append_listed_items(out, list);
    } else {
      out += list;
    }
  }
  if (memberships_due) {
    append_memberships(out, id, version);
  }
}

std::string PersonRenderer::tombstone(std::uint64_t id, Place list) const {
  std::string out = R"({"resourceName":")";
  out += list == Place::other ? "otherContacts/c" : "people/c";
  out += std::to_string(id);
  out += R"(","etag":")";
  out += etags_.make({});
  out += '"';
  if (mask_.test(index_of(PersonField::metadata))) {
    out += R"(,"metadata":{"sources":[)";
    append_source(out, id, list);
    out += R"(}],"deleted":true,"objectType":"PERSON"})";
  }
  return out + "}";
}

}  // namespace lockstep::sim::google
