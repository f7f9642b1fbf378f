/// The contacts of one account: current states, recent past, and the log of changes.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"

#include "google/contact_version.h"

namespace lockstep::sim::google {

struct Contact {
  std::uint64_t id = 0;
  VersionPtr current;
  std::vector<VersionPtr> past;  ///< Oldest first; only what the history window needs.
};

/// A contact in the state that a reader is shown.
struct ShownContact {
  const Contact* contact = nullptr;
  const ContactVersion* version = nullptr;
};

using VersionFilter = bool (*)(const ContactVersion&);

class ContactStore {
 public:
  /// @param history How far back as_of() can look.
  ContactStore(Random random, Duration history) : random_(random), history_(history) {}

  /// Must follow a copy: until then the log of the copy leads to the contacts of the original.
  void relink();
  void reseed(Random random) { random_ = random; }
  /// What a shorter history has forgotten already does not come back.
  void set_history(Duration history) { history_ = history; }

  /// A number that no contact has had.
  [[nodiscard]] std::uint64_t new_id();

  /// @pre `id` comes from new_id() and has not been used.
  void add(std::uint64_t id, ContactVersion version, Instant now);

  /// Makes `next` the current state: a new revision, a new etag. @pre the contact exists.
  void change(std::uint64_t id, ContactVersion next, Instant now);

  /// Gives the contact a number that new_id() made, and `next` as its state; its name with the old
  /// number goes on leading to it (G45). @pre the contact exists and is not in Trash.
  void renumber(std::uint64_t id, std::uint64_t new_id, ContactVersion next, Instant now);

  /// Deletes for good what is in Trash already: clients that sync have had their tombstone.
  void forget(std::uint64_t id, Instant now);

  /// nullptr if there is no such contact or it is gone.
  [[nodiscard]] const Contact* find(std::uint64_t id) const;
  /// By "people/c123", also by a number that it had before; nullptr also for any other text.
  [[nodiscard]] const Contact* find(std::string_view resource_name) const;

  /// The state at `instant`, or nullptr if the contact did not exist then.
  [[nodiscard]] static const ContactVersion* as_of(const Contact& contact, Instant instant);

  /// The first `limit` contacts that passed `filter` at `instant` and changed after `revision`, by
  /// ascending revision. Costs no more than it returns and skips, unless it looks into the past.
  [[nodiscard]] std::vector<ShownContact> changed_after(std::uint64_t revision, Instant instant,
                                                        std::size_t limit,
                                                        VersionFilter filter) const;

  /// The revision up to which a reader at `instant` has been shown everything.
  [[nodiscard]] std::uint64_t position_at(Instant instant) const;

  /// When a contact last got a new revision; nullopt if none ever did.
  [[nodiscard]] std::optional<Instant> last_change() const {
    return recent_.empty() ? std::nullopt : std::optional(recent_.back().first);
  }

  [[nodiscard]] std::size_t count(Place place) const { return counts_.at(index(place)); }
  /// What the limit of the account counts: Contacts, Other contacts and Trash (G101).
  [[nodiscard]] std::size_t stored_count() const;
  /// Members of a group among Contacts.
  [[nodiscard]] std::size_t member_count(std::string_view group) const;

  /// Every contact by its number, the ones that are gone included.
  [[nodiscard]] const std::map<std::uint64_t, Contact>& all() const noexcept { return contacts_; }
  /// Contacts in Trash, the longest there first.
  [[nodiscard]] const std::map<std::pair<Instant, std::uint64_t>, std::uint64_t>& trash() const {
    return trash_;
  }

 private:
  static constexpr std::size_t index(Place place) { return static_cast<std::size_t>(place); }
  void account_for(const Contact& contact, bool enters);
  void install(Contact& contact, ContactVersion next, Instant now);
  void remember_past(Contact& contact, Instant now) const;

  Random random_;
  Duration history_;
  std::map<std::uint64_t, Contact> contacts_;
  std::map<std::uint64_t, std::uint64_t> renumbered_;  ///< Old number -> the one after it.
  std::map<std::uint64_t, const Contact*> log_;        ///< By current revision.
  std::map<std::pair<Instant, std::uint64_t>, std::uint64_t> trash_;  ///< (since, revision) -> id
  std::map<std::string, std::size_t, std::less<>> member_counts_;
  std::array<std::size_t, 4> counts_{};
  std::uint64_t revision_ = 0;
  std::deque<std::pair<Instant, std::uint64_t>> recent_;  ///< When each recent revision was made.
  std::uint64_t revision_before_recent_ = 0;
};

/// "people/c123"
[[nodiscard]] std::string resource_name_of(std::uint64_t id);

}  // namespace lockstep::sim::google
