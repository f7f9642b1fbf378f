#include "list_folders.h"

#include <algorithm>

namespace lockstep::sim::hubspot {

std::uint64_t ListFolders::add(std::string_view name, std::uint64_t parent, Instant now) {
  ++last_id_;
  folders_.emplace(last_id_, ListFolder{.id = last_id_,
                                        .parent = parent,
                                        .name = std::string(name),
                                        .created = now,
                                        .updated = now});
  return last_id_;
}

const ListFolder* ListFolders::find(std::uint64_t id) const {
  const auto found = folders_.find(id);
  return found == folders_.end() ? nullptr : &found->second;
}

ListFolder* ListFolders::find(std::uint64_t id) {
  const auto found = folders_.find(id);
  return found == folders_.end() ? nullptr : &found->second;
}

std::vector<std::uint64_t> ListFolders::children_of(std::uint64_t id) const {
  std::vector<std::uint64_t> children;
  for (const auto& [child, folder] : folders_) {
    if (folder.parent == id) {
      children.push_back(child);
    }
  }
  return children;
}

std::size_t ListFolders::depth_of(std::uint64_t id) const {
  std::size_t depth = 0;
  for (const ListFolder* folder = find(id); folder != nullptr; folder = find(folder->parent)) {
    ++depth;
  }
  return depth;
}

std::size_t ListFolders::height_of(std::uint64_t id) const {
  std::size_t height = 0;
  for (const std::uint64_t child : children_of(id)) {
    height = std::max(height, height_of(child));
  }
  return height + 1;
}

bool ListFolders::is_within(std::uint64_t id, std::uint64_t other) const {
  while (id != other && id != kRootFolder) {
    const ListFolder* const folder = find(id);
    id = folder == nullptr ? kRootFolder : folder->parent;
  }
  return id == other;
}

}  // namespace lockstep::sim::hubspot
