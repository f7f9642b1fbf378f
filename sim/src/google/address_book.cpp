#include "google/address_book.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "google/person_input.h"
#include "google/person_rendering.h"

namespace lockstep::sim::google {
namespace {

constexpr Duration kStaleReadsMax = std::chrono::minutes(15);

/// How far back reads can look.
Duration history_for(const GoogleOptions& options) {
  return std::max(options.propagation_delay, kStaleReadsMax);
}

OAuthLives lives_for(const GoogleOptions& options) {
  return {.access_token = options.access_token_life,
          .authorisation_code = options.authorisation_code_life};
}

/// 21 digits, as profiles have them (G43).
std::string new_account_id(Random& random) {
  std::string digits = "1";
  while (digits.size() < 21) {
    digits += static_cast<char>('0' + random.below(10));
  }
  return digits;
}

}  // namespace

GoogleState::GoogleState(VirtualClock& clock_in, Random random_in, GoogleOptions options_in)
    : clock(&clock_in),
      random(random_in.fork("accounts")),
      options(std::move(options_in)),
      oauth(random_in.fork("oauth"), lives_for(options)),
      phones(options.region) {}

void GoogleState::set_options(GoogleOptions changed) {
  if (changed.region != options.region) {
    phones = PhoneCanonicaliser(changed.region);
  }
  options = std::move(changed);
  oauth.set_lives(lives_for(options));
  for (auto& [id, account] : accounts) {
    account.contacts.set_history(history_for(options));
  }
}

void GoogleState::become_copy_of(const GoogleState& other) {
  VirtualClock* const own_clock = clock;
  *this = other;
  clock = own_clock;
  for (auto& [id, account] : accounts) {
    account.contacts.relink();
  }
}

void GoogleState::reseed(Random from) {
  random = from.fork("accounts");
  oauth.reseed(from.fork("oauth"));
  for (auto& [id, account] : accounts) {
    account.contacts.reseed(from.fork("contacts of " + id));
    account.groups.reseed(from.fork("groups of " + id));
  }
}

Account& account_of_email(GoogleState& state, std::string_view email) {
  const auto known = std::ranges::find_if(
      state.accounts, [&](const auto& entry) { return entry.second.email == email; });
  if (known != state.accounts.end()) {
    return known->second;
  }
  std::string id;
  do {
    id = new_account_id(state.random);
  } while (state.accounts.contains(id));
  const Duration history = history_for(state.options);
  const Random random = state.random.fork(id);
  Account account{.id = id,
                  .email = std::string(email),
                  .contacts = ContactStore(random.fork("contacts"), history),
                  .groups = GroupStore(random.fork("groups"))};
  return state.accounts.emplace(id, std::move(account)).first->second;
}

void purge_trash(GoogleState& state, Account& account) {
  const Instant now = state.clock->now();
  while (!account.contacts.trash().empty()) {
    const auto& [key, id] = *account.contacts.trash().begin();
    const Instant due = key.first + state.options.trash_life;
    if (due > now) {
      return;
    }
    account.contacts.forget(id, due);
  }
}

void set_person(GoogleState& state, std::uint64_t id, ContactVersion& version, Json fields) {
  const auto phones = fields.find("phoneNumbers");
  if (phones != fields.end()) {
    for (Json& phone : *phones) {
      const std::string& form = state.phones.canonical_form(phone.value("value", ""));
      if (!form.empty()) {
        phone["canonicalForm"] = form;
      }
    }
  }
  version.text = render_fields(id, fields, version, state.options.source_primary);
  version.person = std::make_shared<const StoredPerson>(fields);
}

Json writable_fields(Json fields) {
  const auto phones = fields.find("phoneNumbers");
  if (phones != fields.end()) {
    for (Json& phone : *phones) {
      phone.erase("canonicalForm");
    }
  }
  return fields;
}

namespace {

/// No less than the compact JSON of `value` has, found without making it: an escaped letter takes
/// six bytes at most, a number twenty.
std::size_t bytes_bound(const Json& value) {
  constexpr std::size_t kLetterMax = 6;
  constexpr std::size_t kOtherMax = 20;
  std::size_t bytes = kOtherMax;
  if (const auto* const text = value.get_ptr<const std::string*>()) {
    return bytes + kLetterMax * text->size();
  }
  if (const auto* const members = value.get_ptr<const Json::object_t*>()) {
    for (const auto& [name, member] : *members) {
      bytes += kOtherMax + kLetterMax * name.size() + bytes_bound(member);
    }
  } else if (const auto* const items = value.get_ptr<const Json::array_t*>()) {
    for (const Json& item : *items) {
      bytes += bytes_bound(item);
    }
  }
  return bytes;
}

}  // namespace

std::optional<ApiError> check_size(const GoogleOptions& options, const Json& fields) {
  std::size_t items = 0;
  for (const Json& field : fields) {
    items += field.size();
  }
  const std::size_t client_data = fields.value("clientData", Json::array()).size();
  const bool few_enough = items <= options.contact_items_max.value_or(items) &&
                          client_data <= options.client_data_max.value_or(client_data);
  const bool fits = bytes_bound(fields) <= options.contact_bytes_max ||
                    compact_bytes(fields) <= options.contact_bytes_max;
  if (fits && few_enough) {
    return std::nullopt;
  }
  return catalogue_error(options.oversized_is_exhausted ? kQuota : kInvalidArgument);
}

std::size_t room_of(const GoogleOptions& options, const Account& account) {
  const std::size_t stored = account.contacts.stored_count();
  return stored >= options.contacts_max ? 0 : options.contacts_max - stored;
}

}  // namespace lockstep::sim::google
