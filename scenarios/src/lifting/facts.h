/// What single exchanges tell of records, before anything is made of it.

#pragma once

#include <nlohmann/json.hpp>

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/scenario/lift.h"
#include "lockstep/scenario/recording.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/service.h"

#include "../json.h"

namespace lockstep::scenario::lifting {

using sim::Service;

struct RecordId {
  Service service = Service::hubspot;
  std::string id;  ///< "people/c1" in every folder of Google.

  friend auto operator<=>(const RecordId&, const RecordId&) = default;
};

/// Where a Google contact stands, as far as it was shown.
struct Place {
  std::optional<sim::GoogleFolder> folder;
  std::optional<bool> starred;
  std::optional<std::vector<std::string>> labels;  ///< Resource names of groups, sorted.
};

/// A record as one answer shows it.
struct Sighting {
  RecordId record;
  std::size_t exchange = 0;
  std::optional<Instant> version;  ///< When the service says that it last changed.
  std::optional<Instant> created;
  /// Writable fields: of HubSpot property to text, of Google field to list; "" and [] are empty.
  Json fields = Json::object();
  Place place;
  std::vector<std::string> former;   ///< Ids that lead to the record now.
  std::optional<std::size_t> write;  ///< The answer to that one of the writes.
};

enum class Fate { done, refused, unknown };

struct Write {
  enum class Kind { create, update, remove };
  Kind kind = Kind::update;
  RecordId record;  ///< id "" while it is not known.
  std::size_t exchange = 0;
  Json fields = Json::object();
  Fate fate = Fate::unknown;
};

/// One page of a list of all records, or of the members of a HubSpot list.
struct Page {
  Service service = Service::hubspot;
  std::string list;  ///< "contacts", "other", or the id of a HubSpot list.
  bool is_membership = false;
  std::string token;  ///< It was asked for; "" for the first page.
  std::string next;   ///< "" on the last one.
  std::set<std::string> ids;
  std::size_t exchange = 0;
};

/// A user of the HubSpot account, who may own contacts.
struct Owner {
  std::string email;
  std::string first_name;
  std::string last_name;
};

struct Facts {
  std::vector<std::string> operations;  ///< Of each exchange.
  std::vector<Sighting> sightings;
  std::vector<Write> writes;
  std::vector<Page> pages;
  std::map<RecordId, std::vector<std::size_t>> absences;  ///< Exchanges that say it is gone.
  std::map<std::string, std::string> groups;              ///< Resource name to name.
  std::set<std::string> system_groups;                    ///< Those of them that all accounts have.
  std::map<std::string, std::string> lists;               ///< Id to name.
  std::map<std::string, Json> properties;                 ///< Custom ones, by name.
  std::map<std::string, Owner> owners;                    ///< By id.
  std::map<std::string, Json> archived;  ///< HubSpot contacts, as they were shown archived.
  std::vector<FidelityGap> gaps;

  void gap(std::size_t exchange, std::string what, std::string expected, std::string actual);
};

[[nodiscard]] Facts read_facts(const Recording& recording);

// One service's part of it, for an exchange that was answered or lost.
void read_hubspot(const RecordedExchange& exchange, std::size_t index, Facts& facts);
void read_google(const RecordedExchange& exchange, std::size_t index, Facts& facts);

/// The answer's body where there was a success; null and a gap if it is not what it should be.
[[nodiscard]] Json body_of(const RecordedExchange& exchange, std::size_t index, Facts& facts);
/// The request's body, likewise.
[[nodiscard]] Json sent_by(const RecordedExchange& exchange, std::size_t index, Facts& facts);
[[nodiscard]] Fate fate_of(const RecordedExchange& exchange);

/// Members of JSON that may be anything.
[[nodiscard]] const Json& member(const Json& object, std::string_view key);
[[nodiscard]] std::string text(const Json& object, std::string_view key);
/// Empty where it is no list.
[[nodiscard]] const Json& list_in(const Json& object, std::string_view key);

/// "crm.contacts.search", "people.get".
[[nodiscard]] std::string operation_of(const RecordedExchange& exchange);

}  // namespace lockstep::scenario::lifting
