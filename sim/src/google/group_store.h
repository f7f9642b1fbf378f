/// The contact groups of one account: the system's eight and the user's labels.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/random.h"

namespace lockstep::sim::google {

struct SystemGroup {
  std::string_view id;  ///< "myContacts"
  std::string_view formatted_name;
  bool takes_members = false;  ///< The others can only lose members (G25, G96).
};

/// In the order of the list (G96).
inline constexpr std::array kSystemGroups = {
    SystemGroup{"starred", "Starred", true},
    SystemGroup{"friends", "Friends"},
    SystemGroup{"family", "Family"},
    SystemGroup{"coworkers", "Coworkers"},
    SystemGroup{"myContacts", "My Contacts", true},
    SystemGroup{"chatBuddies", "Chat contacts"},
    SystemGroup{"all", "All Contacts"},
    SystemGroup{"blocked", "Blocked"},
};

/// Data of a client at a group; keys may repeat (G58).
struct GroupClientData {
  std::string key;
  std::string value;
};

struct UserGroup {
  std::string id;    ///< Lower-case hexadecimal.
  std::string name;  ///< What the user sees as a label.
  std::string etag;  ///< 12 letters, no sign in front (G65).
  std::vector<GroupClientData> client_data;
  // Reads show the one before for a while (G99).
  std::vector<GroupClientData> client_data_before;
  Instant client_data_since;
  Instant created;
  Instant updated;
  std::uint64_t revision = 0;
  bool deleted = false;  ///< Kept for syncs.
};

class GroupStore {
 public:
  explicit GroupStore(Random random) : random_(random) {}

  void reseed(Random random) { random_ = random; }

  /// The id of the label, made when missing.
  std::string id_of_label(std::string_view name, Instant now);

  [[nodiscard]] const UserGroup* find(std::string_view id) const;  ///< nullptr if deleted.
  [[nodiscard]] const UserGroup* find_by_name(std::string_view name) const;
  [[nodiscard]] static const SystemGroup* find_system(std::string_view id);

  /// True for the user's groups, myContacts and starred (G25).
  [[nodiscard]] bool takes_members(std::string_view id) const;
  [[nodiscard]] bool exists(std::string_view id) const;

  const UserGroup& create(std::string_view name, Instant now);
  void rename(std::string_view id, std::string_view name, Instant now);
  void set_client_data(std::string_view id, std::vector<GroupClientData> data, Instant now);
  void remove(std::string_view id, Instant now);

  /// When a group was made, or the client data of one changed, last; nullopt if never.
  [[nodiscard]] std::optional<Instant> last_change() const;

  /// User groups by revision, deleted ones included.
  [[nodiscard]] std::vector<const UserGroup*> changed_after(std::uint64_t revision) const;
  [[nodiscard]] std::uint64_t position() const noexcept { return revision_; }

 private:
  UserGroup& at(std::string_view id);
  void touch(UserGroup& group, Instant now);

  Random random_;
  std::map<std::string, UserGroup, std::less<>> groups_;
  std::uint64_t revision_ = 0;
};

}  // namespace lockstep::sim::google
