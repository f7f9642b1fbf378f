/// The folders that lists lie in: a tree below a root that is always there.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

namespace lockstep::sim::hubspot {

// Assumed (hubspot.lists.folder-limits).
inline constexpr std::size_t kListFoldersMax = 1'000;
inline constexpr std::size_t kListFolderDepthMax = 20;

/// Stands for the root, which has no name and no dates.
inline constexpr std::uint64_t kRootFolder = 0;

struct ListFolder {
  std::uint64_t id = kRootFolder;
  std::uint64_t parent = kRootFolder;
  std::string name;
  Instant created{};
  Instant updated{};
};

class ListFolders {
 public:
  /// @pre exists(parent). Ids are small numbers, in order of making.
  std::uint64_t add(std::string_view name, std::uint64_t parent, Instant now);

  /// The root included.
  [[nodiscard]] bool exists(std::uint64_t id) const {
    return id == kRootFolder || find(id) != nullptr;
  }

  /// nullptr for the root and for one that does not exist.
  [[nodiscard]] const ListFolder* find(std::uint64_t id) const;
  [[nodiscard]] ListFolder* find(std::uint64_t id);

  /// The folders right below `id`, ascending.
  [[nodiscard]] std::vector<std::uint64_t> children_of(std::uint64_t id) const;

  /// How far `id` lies below the root, which is 0.
  [[nodiscard]] std::size_t depth_of(std::uint64_t id) const;

  /// How many levels of folders `id` is the top of; 1 where there is none below.
  [[nodiscard]] std::size_t height_of(std::uint64_t id) const;

  /// Whether `id` is `other`, or lies somewhere below it.
  [[nodiscard]] bool is_within(std::uint64_t id, std::uint64_t other) const;

  void erase(std::uint64_t id) { folders_.erase(id); }

  [[nodiscard]] std::size_t size() const { return folders_.size(); }

 private:
  std::uint64_t last_id_ = kRootFolder;
  std::map<std::uint64_t, ListFolder> folders_;
};

}  // namespace lockstep::sim::hubspot
