#include "stage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

#include "lockstep/base/random.h"

#include "record_query.h"

namespace lockstep::scenario {
namespace {

/// Whose address book it is, for the fake and for people who read a journal.
std::string email_of(const std::string& account) {
  return account == kMainAccount ? "owner@example.net" : "owner-" + account + "@example.net";
}

bool is_denied(const Consent& consent) { return consent && consent->empty(); }

const Consent& consent_of(const Given& given, const std::string& account) {
  const auto further = std::ranges::find(given.accounts, account, &GivenAccount::name);
  return further == given.accounts.end() ? given.google_consent : further->consent;
}

std::vector<std::string> account_names(const Given& given) {
  std::vector<std::string> names{std::string(kMainAccount)};
  for (const GivenAccount& account : given.accounts) {
    names.push_back(account.name);
  }
  return names;
}

std::optional<Random> variation_of(const Scenario& scenario, std::uint64_t seed, bool varies) {
  return varies ? std::optional(Random(seed).fork("variation of " + scenario.name)) : std::nullopt;
}

/// Which orders and ids the fakes have, and what is true where the facts are contested: whatever
/// the services do not promise.
void vary(sim::WorldOptions& options, Random& variation) {
  constexpr std::size_t kIdsAbove[] = {0, 9'900, 99'900, 4'294'900'000, 999'999'900'000};
  options.hubspot.search_ids_are_texts = variation.chance(1, 2);
  if (variation.chance(1, 2)) {
    options.hubspot.drawn_order = variation.next();
  }
  if (variation.chance(1, 2)) {
    options.hubspot.contact_ids_above = kIdsAbove[variation.below(std::size(kIdsAbove))];
  }
  if (variation.chance(1, 2)) {
    options.google.drawn_order = variation.next();
  }
  options.hubspot.unset_properties_left_out = variation.chance(1, 2);
  options.hubspot.null_values_ignored = variation.chance(1, 2);
  options.hubspot.search_pages_across_bound_refused = variation.chance(1, 2);
  options.hubspot.limits_tell_retry_after = variation.chance(1, 2);
  options.google.update_needs_sources = variation.chance(1, 2);
}

sim::WorldOptions world_options(const Scenario& scenario, std::uint64_t seed,
                                std::shared_ptr<sim::AnswerObserver> observer,
                                std::optional<Random>& variation) {
  const WorldSettings& world = scenario.given.world;
  sim::WorldOptions options;
  options.answer_observer = std::move(observer);
  options.seed = Random(seed).fork(scenario.name).next();
  if (variation) {
    vary(options, *variation);
  }
  options.google.contacts_max = world.google_contacts_max.value_or(options.google.contacts_max);
  options.google.contact_bytes_max =
      world.google_contact_bytes_max.value_or(options.google.contact_bytes_max);
  options.google.propagation_delay =
      world.propagation_delay.value_or(options.google.propagation_delay);
  options.google.region = world.default_region.value_or(options.google.region);
  options.hubspot.search_lag = world.search_lag.value_or(options.hubspot.search_lag);
  options.hubspot.merge_makes_new_id =
      world.merge_makes_new_id.value_or(options.hubspot.merge_makes_new_id);
  options.hubspot.tidies_blanks =
      world.hubspot_tidies_blanks.value_or(options.hubspot.tidies_blanks);
  options.google.quotas.enforced = world.quotas_enforced.value_or(options.google.quotas.enforced);
  options.hubspot.rate_limits_enforced =
      world.quotas_enforced.value_or(options.hubspot.rate_limits_enforced);
  options.hubspot.contacts_max = world.hubspot_contacts_max.value_or(options.hubspot.contacts_max);
  return options;
}

Failure explain(const Error& error, const std::string& what) {
  return failure(error.kind, what + ": " + error.message, error.source);
}

}  // namespace

Stage::Stage(const Scenario& scenario, std::uint64_t seed,
             std::shared_ptr<sim::AnswerObserver> observer, bool varies)
    : scenario_(&scenario),
      variation_(variation_of(scenario, seed, varies)),
      world_(world_options(scenario, seed, std::move(observer), variation_)),
      region_(scenario.given.world.default_region.value_or("US")),
      names_(account_names(scenario.given)),
      hubspot_grant_(ask_hubspot(scenario.given.hubspot_consent)) {
  for (const std::string& name : names_) {
    const std::string email = email_of(name);
    const std::string id = world_.google().add_account(email);
    accounts_[name] = {email, id, ask_google(id, consent_of(scenario.given, name))};
  }
}

sim::OAuthGrant Stage::ask_google(const std::string& id, const Consent& consent) {
  sim::OAuthGrant grant = consent ? world_.google().grant(id, *consent) : world_.google().grant(id);
  if (is_denied(consent)) {
    grant.refresh_token.clear();
  }
  return grant;
}

sim::OAuthGrant Stage::ask_hubspot(const Consent& consent) {
  sim::OAuthGrant grant = consent ? world_.hubspot().grant(*consent) : world_.hubspot().grant();
  if (is_denied(consent)) {
    grant.refresh_token.clear();
  }
  return grant;
}

Result<void> Stage::set_up() {
  const Given& given = scenario_->given;
  for (const JsonText& definition : given.hubspot_properties) {
    const auto added = world_.hubspot().add_property(Json::parse(definition.text));
    if (!added) {
      return explain(added.error(), "the property cannot be defined");
    }
  }
  for (const GivenHubSpot& contact : given.hubspot) {
    if (auto added = do_action(AddHubSpot{contact}); !added) {
      return added;
    }
  }
  for (const GivenGoogle& contact : given.google) {
    if (auto added = do_action(AddGoogle{contact}); !added) {
      return added;
    }
  }
  for (std::size_t number = 0; number < given.fill.size(); ++number) {
    if (auto filled = fill(given.fill[number], number + 1); !filled) {
      return filled;
    }
  }
  for (sim::FaultRule fault : scenario_->faults) {
    if (!fault.account.empty()) {
      fault.account = email(fault.account);
    }
    world_.faults().add(std::move(fault));
  }
  own_faults_ = world_.faults().armed().size();
  shorten_pages();
  return {};
}

void Stage::shorten_pages() {
  constexpr std::size_t kRecords[] = {1, 2, 3, 7, 50, 99};
  constexpr std::size_t kManyRecords[] = {50, 99};  // Thousands of contacts, one a page, take long.
  constexpr const char* kLists[] = {"people.connections.list", "otherContacts.list",
                                    "crm.contacts.getPage", "crm.contacts.search",
                                    "crm.lists.memberships"};
  for (const char* const list : kLists) {
    if (!variation_ || variation_->chance(1, 3)) {
      continue;  // As long as they are asked for.
    }
    const std::span<const std::size_t> sizes =
        scenario_->given.fill.empty() ? std::span<const std::size_t>(kRecords) : kManyRecords;
    world_.faults().add({list, sim::ShortPage{sizes[variation_->below(sizes.size())]}, 1,
                         std::numeric_limits<std::uint32_t>::max()});
  }
}

Result<void> Stage::fill(const Fill& fill, std::size_t number) {
  // One contact is like the other but for its number: a fill is there to be many.
  for (std::size_t at = 1; at <= fill.count; ++at) {
    const std::string suffix = std::to_string(number) + "-" + std::to_string(at);
    const std::string email = fill.email ? "fill-" + suffix + "@example.com" : "";
    if (fill.side == Service::hubspot) {
      std::map<std::string, std::string> properties = {{"firstname", "Fill"},
                                                       {"lastname", "Number " + suffix}};
      if (fill.email) {
        properties["email"] = email;
      }
      if (auto added = do_action(AddHubSpot{{"", properties, {}}}); !added) {
        return added;
      }
      continue;
    }
    Json person = {{"names", {{{"givenName", "Fill"}, {"familyName", "Number " + suffix}}}}};
    if (fill.email) {
      person["emailAddresses"] = {{{"value", email}}};
    }
    const auto id =
        world_.google().add_contact(id_of_account(fill.account), person, {fill.folder, false, {}});
    if (!id) {
      return explain(id.error(), "the fill cannot be made");
    }
    truth_.google_written(fill.account, google_now(fill.account, *id));
  }
  return {};
}

std::string Stage::list_id(const std::string& name) {
  const auto found = lists_.find(name);
  return found != lists_.end()
             ? found->second
             : lists_.emplace(name, world_.hubspot().add_list(name)).first->second;
}

std::vector<std::string> Stage::list_names(const std::vector<std::string>& ids) const {
  std::vector<std::string> names;
  for (const auto& [name, id] : lists_) {
    if (std::ranges::find(ids, id) != ids.end()) {
      names.push_back(name);
    }
  }
  return names;
}

std::optional<std::string> Stage::id_of(const std::string& ref) const {
  const auto found = refs_.find(ref);
  return found == refs_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<sim::GoogleContactView> Stage::contacts(const std::string& account) const {
  return world_.google().contacts(id_of_account(account));
}

std::vector<sim::HubSpotContactView> Stage::hubspot_contacts() const {
  return world_.hubspot().contacts();
}

std::vector<sim::GoogleContactView> Stage::google(const RecordQuery& query) const {
  if (!query.ref.empty()) {
    const std::optional<std::string> id = id_of(query.ref);
    auto contact = id ? world_.google().contact(id_of_account(query.account), *id) : std::nullopt;
    return contact ? std::vector{std::move(*contact)} : std::vector<sim::GoogleContactView>{};
  }
  std::vector<sim::GoogleContactView> found = contacts(query.account);
  std::erase_if(found, [&](const auto& contact) { return !matches(query, contact, region_); });
  return found;
}

std::vector<sim::HubSpotContactView> Stage::hubspot(const RecordQuery& query) const {
  if (!query.ref.empty()) {
    const std::optional<std::string> id = id_of(query.ref);
    auto contact = id ? world_.hubspot().contact(*id) : std::nullopt;
    return contact ? std::vector{std::move(*contact)} : std::vector<sim::HubSpotContactView>{};
  }
  std::vector<sim::HubSpotContactView> contacts = world_.hubspot().contacts();
  std::erase_if(contacts, [&](const auto& contact) { return !matches(query, contact, region_); });
  return contacts;
}

Result<std::string> Stage::only(Service side, const RecordQuery& query) const {
  std::vector<std::string> ids;
  if (side == Service::google) {
    for (const sim::GoogleContactView& contact : google(query)) {
      ids.push_back(contact.resource_name);
    }
  } else {
    for (const sim::HubSpotContactView& contact : hubspot(query)) {
      ids.push_back(contact.id);
    }
  }
  if (ids.size() != 1) {
    return failure(ErrorKind::not_found,
                   (ids.empty() ? "no record in " : "more than one record in ") +
                       std::string(to_string(side)) + " is " + describe(query),
                   scenario_->name);
  }
  return ids.front();
}

sim::GoogleContactView Stage::google_now(const std::string& account,
                                         const std::string& resource_name) const {
  return world_.google()
      .contact(id_of_account(account), resource_name)
      .value_or(sim::GoogleContactView{});
}

sim::HubSpotContactView Stage::hubspot_now(const std::string& id) const {
  return world_.hubspot().contact(id).value_or(sim::HubSpotContactView{});
}

}  // namespace lockstep::scenario
