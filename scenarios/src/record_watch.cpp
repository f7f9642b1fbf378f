#include "record_watch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace lockstep::scenario {
namespace {

/// Of a longer text only so much is searched for names of records.
constexpr std::size_t kTextMax = std::size_t{256} * 1024;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// The runs of digits that begin behind `lead` and are no longer than an id.
std::set<std::string> numbers_behind(std::string_view lead, std::string_view text) {
  constexpr std::size_t kDigitsMax = 20;
  std::set<std::string> numbers;
  text = text.substr(0, kTextMax);
  for (std::size_t at = text.find(lead); at != std::string_view::npos; at = text.find(lead, at)) {
    at += lead.size();
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) {
      ++end;
    }
    if (end > at && end - at <= kDigitsMax) {
      numbers.emplace(text.substr(at, end - at));
    }
    at = end;
  }
  return numbers;
}

/// Ids that may be those of contacts: whoever looks them up finds out.
std::set<std::string> names_in(Service side, std::string_view text) {
  if (side == Service::google) {
    std::set<std::string> names;
    for (const std::string& number : numbers_behind("/c", text)) {
      names.insert("people/c" + number);
    }
    return names;
  }
  std::set<std::string> ids = numbers_behind("\"", text);
  ids.merge(numbers_behind("/", text));
  return ids;
}

bool is_same(const RecordWatch::View& one, const RecordWatch::View& other) {
  const auto* const left = std::get_if<sim::GoogleContactView>(&one);
  const auto* const right = std::get_if<sim::GoogleContactView>(&other);
  if (left == nullptr || right == nullptr) {
    const auto* const contact = std::get_if<sim::HubSpotContactView>(&one);
    const auto* const later = std::get_if<sim::HubSpotContactView>(&other);
    return one.index() == other.index() &&
           (contact == nullptr || later == nullptr || *contact == *later);
  }
  return left->folder == right->folder && left->starred == right->starred &&
         left->labels == right->labels &&
         (left->person == right->person || *left->person == *right->person);
}

}  // namespace

void RecordWatch::begin(Stage& stage, std::size_t records) {
  const std::map<std::string, std::string> ids = stage.world().google().accounts();
  for (const std::string& name : stage.accounts()) {
    accounts_[name] = ids.at(stage.email(name));
  }
  stage_ = &stage;
  journal_seen_ = stage.world().journal().size();
  if (records > kRecordsMax) {
    complete_ = false;
    return;
  }
  for (const sim::HubSpotContactView& contact : stage.hubspot_contacts()) {
    look({Service::hubspot, "", contact.id}, 0);
  }
  for (const auto& [name, id] : accounts_) {
    for (const sim::GoogleContactView& contact : stage.contacts(name)) {
      look({Service::google, name, contact.resource_name}, 0);
    }
  }
}

void RecordWatch::answered(Service service, const Request& request, const Response& response) {
  if (next_ != nullptr) {
    next_->answered(service, request, response);
  }
  const bool is_write =
      request.method != Method::get &&
      (service == Service::google
           ? sim::FakeGoogle::is_mutation(request)
           : sim::FakeHubSpot::is_mutation(sim::FakeHubSpot::operation_of(request)));
  if (stage_ == nullptr || !is_write) {
    return;
  }
  // Its entry comes next.
  const std::uint64_t sequence = stage_->world().journal().size() + 1;
  for (const std::string_view text :
       {std::string_view(request.path), std::string_view(request.body),
        std::string_view(response.body)}) {
    look_at(service, text, sequence);
  }
}

void RecordWatch::look_again() {
  if (stage_ == nullptr) {
    return;
  }
  const sim::Journal& journal = stage_->world().journal();
  for (auto entry = journal.after(journal_seen_); entry != journal.entries().end(); ++entry) {
    if (entry->source == "user") {
      look_at(Service::hubspot, entry->details, entry->sequence);
      look_at(Service::google, entry->details, entry->sequence);
    }
  }
  journal_seen_ = journal.size();
  if (known_.size() > kRecordsMax) {
    return;
  }
  std::vector<Key> keys;
  for (const auto& [key, view] : known_) {
    keys.push_back(key);
  }
  for (Key& key : keys) {
    look(std::move(key), journal.size());
  }
}

void RecordWatch::look_at(Service side, std::string_view text, std::uint64_t sequence) {
  for (const std::string& name : names_in(side, text)) {
    if (side == Service::hubspot) {
      look({side, "", name}, sequence);
      continue;
    }
    for (const auto& [account, id] : accounts_) {
      look({side, account, name}, sequence);
    }
  }
}

void RecordWatch::look(Key key, std::uint64_t sequence) {
  if (states_.size() >= kStatesMax) {
    complete_ = false;
    return;
  }
  View now = view_of(key);
  View& known = known_.try_emplace(key).first->second;
  if (is_same(known, now)) {
    if (now.index() == 0 && known.index() == 0) {
      known_.erase(key);
    }
    return;
  }
  known = now;
  states_.push_back({sequence, std::move(key), std::move(now)});
}

RecordWatch::View RecordWatch::view_of(const Key& key) const {
  sim::World& world = stage_->world();
  if (key.side == Service::hubspot) {
    auto contact = world.hubspot().contact(key.id);
    return contact ? View(*std::move(contact)) : View();
  }
  auto contact = world.google().contact(accounts_.at(key.account), key.id);
  // A name that it had before leads to it as well.
  return contact && contact->resource_name == key.id ? View(*std::move(contact)) : View();
}

std::string to_json_text(const RecordWatch::View& view, const Stage& stage) {
  Json json;
  if (const auto* const contact = std::get_if<sim::HubSpotContactView>(&view)) {
    json = {{"properties", contact->properties},
            {"archived", contact->archived},
            {"merged_into", contact->merged_into ? Json(*contact->merged_into) : Json(nullptr)},
            {"lists", stage.list_names(contact->lists)}};
  } else if (const auto* const person = std::get_if<sim::GoogleContactView>(&view)) {
    json = {{"folder", to_string(person->folder)},
            {"starred", person->starred},
            {"labels", person->labels},
            {"person", *person->person}};
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lockstep::scenario
