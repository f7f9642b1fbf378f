/// The portal as search sees it: the same contacts, some time later (F63).

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"

#include "contact.h"
#include "contact_store.h"

namespace lockstep::sim::hubspot {

class SearchIndex {
 public:
  using ModifiedKey = std::pair<Instant, ContactId>;
  using ByModified = std::map<ModifiedKey, ContactState>;

  /// Takes in what changed up to and including `horizon` and was not yet taken in.
  /// @param changes  The same log every time, grown at its end.
  void catch_up(const std::vector<StoreChange>& changes, Instant horizon);

  /// Takes in one change of that log that comes later, whether or not those before it are known.
  void take_in(const StoreChange& change);

  /// How many changes of the log catch_up() has taken in.
  [[nodiscard]] std::size_t taken_in() const { return taken_in_; }

  [[nodiscard]] const ContactMap& by_id() const { return by_id_; }

  /// Ordered by lastmodifieddate, then id.
  [[nodiscard]] const ByModified& by_modified() const { return by_modified_; }

  /// Contacts that have `address` as their primary or a secondary one, ascending by id.
  [[nodiscard]] std::vector<ContactState> with_address(const std::string& address) const;

 private:
  void add(const ContactState& state);
  void remove(ContactId id);

  std::size_t taken_in_ = 0;
  ContactMap by_id_;
  ByModified by_modified_;
  std::map<std::string, std::set<ContactId>> by_address_;
};

}  // namespace lockstep::sim::hubspot
