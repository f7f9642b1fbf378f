/// The truth: every contact of the portal, live, archived and merged away.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"

#include "contact.h"

namespace lockstep::sim::hubspot {

/// How long the recycle bin keeps a contact (F47).
inline constexpr Duration kRecycleBinKeeps = std::chrono::hours(24 * 90);

using ContactMap = std::map<ContactId, ContactState>;

enum class ChangeKind {
  created,
  updated,
  archived,
  restored,
  survives_merge,  ///< A new record, or the primary one with what it took over.
  merged_away,
  erased,                 ///< By a privacy deletion.
  erased_in_recycle_bin,  ///< The same, of a contact that is not live any more.
};

/// One change of one contact. The log of them, in order of time, is what search learns late, and
/// what a property's history is read from.
struct StoreChange {
  Instant at;
  ContactId id;
  ChangeKind kind;
  Source source;
  ContactState before;  ///< nullptr: was not live.
  ContactState state;   ///< nullptr: no longer live.
};

struct MergedRecord {
  ContactState last_state;
  ContactId into;  ///< May have been merged away itself since.
};

/// Another live contact that has a value which only one may have.
struct UniqueConflict {
  std::string property;
  std::string value;
  ContactId owner;
};

class ContactStore {
 public:
  /// A property and a value of it that only one live contact may have.
  using UniqueKey = std::pair<std::string, std::string>;

  /// @param ids_above  HubSpotOptions::contact_ids_above
  explicit ContactStore(Random random, std::optional<ContactId> ids_above = std::nullopt);

  /// The custom properties of which a value can belong to one contact only.
  void set_unique_properties(const std::vector<std::string>& names);

  void reseed(Random random) { random_ = random; }

  [[nodiscard]] const ContactMap& live() const { return live_; }
  [[nodiscard]] const ContactMap& archived() const { return archived_; }
  [[nodiscard]] const std::map<ContactId, MergedRecord>& merged() const { return merged_; }
  [[nodiscard]] const std::vector<StoreChange>& changes() const { return changes_; }

  /// The id that `id` leads to after merges (F50).
  [[nodiscard]] ContactId resolve(ContactId id) const;

  /// The live contact under `id` exactly; nullptr for none.
  [[nodiscard]] ContactState find_live(ContactId id) const;

  /// The live contact whose email (secondary ones count, F31) or custom unique property has this
  /// value, letter case aside; nullptr for none.
  [[nodiscard]] ContactState find_unique(std::string_view property, std::string_view value) const;

  [[nodiscard]] std::optional<UniqueConflict> conflict_of(const Contact& contact) const;

  [[nodiscard]] std::vector<UniqueKey> unique_keys_of(const Contact& contact) const;

  /// An id for the next record: increasing, and far from dense (F52).
  [[nodiscard]] ContactId next_id();

  /// Makes `contact` the live state of its id. @pre !conflict_of(contact)
  void put(Contact contact, Instant now);

  /// @pre find_live(id)
  void archive(ContactId id, Source source, Instant now);

  /// @pre archived().contains(id) and its state has no conflict
  void restore(ContactId id, Instant now);

  /// Takes `ids` out of the live contacts and lets them lead to `survivor`, which may be one of
  /// them. @pre Without them `survivor` has no conflict.
  void merge(const std::vector<ContactId>& ids, Contact survivor, Instant now);

  /// Deletes a contact for good. @pre find_live(id)
  void erase(ContactId id, Source source, Instant now);

  /// Deletes an archived contact for good. @return What it was; nullptr for none.
  ContactState erase_archived(ContactId id, Source source, Instant now);

  /// Forgets what the recycle bin no longer keeps.
  void purge_recycle_bin(Instant now);

 private:
  void put(Contact contact, ChangeKind kind, Instant now);
  void take_out(ContactId id, ChangeKind kind, Source source, Instant now);
  void add_keys(const Contact& contact);
  void remove_keys(const Contact& contact);

  std::vector<std::string> unique_names_;
  Random random_;
  ContactId last_id_;
  ContactMap live_;
  ContactMap archived_;
  std::map<ContactId, MergedRecord> merged_;
  std::map<UniqueKey, ContactId> owners_;  ///< Of unique values, by property and value.
  std::vector<StoreChange> changes_;
};

}  // namespace lockstep::sim::hubspot
