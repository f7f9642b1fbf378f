/// Operations on the folders of lists: /crm/v3/lists/folders. The description has their shapes;
/// what they refuse is assumed (hubspot.lists.folder-refusals).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "account_user.h"
#include "handlers.h"
#include "json_read.h"
#include "json_text.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kFolderNameMax = 500;

void append_text(std::string& out, std::string_view name, std::string_view value) {
  append_json_name(out, name);
  append_json_string(out, value);
}

/// A folder with what is in it; bounded by kListFolderDepthMax.
std::string folder_text(const PortalState& state, std::uint64_t id) {
  std::string out = "{";
  append_text(out, "id", std::to_string(id));
  const ListFolder* const folder = state.list_folders.find(id);
  append_text(out, "parentFolderId", std::to_string(folder == nullptr ? id : folder->parent));
  if (folder != nullptr) {
    append_text(out, "name", folder->name);
    append_text(out, "createdAt", format_timestamp(folder->created));
    append_text(out, "updatedAt", format_timestamp(folder->updated));
    append_json_name(out, "userId");
    out += std::to_string(kUserId);
  }
  std::vector<std::string> lists;
  for (const auto& [list_id, list] : state.lists.all()) {
    if (!list.deleted && list.folder == id) {
      lists.push_back(std::to_string(list_id));
    }
  }
  std::vector<std::string> children;
  for (const std::uint64_t child : state.list_folders.children_of(id)) {
    children.push_back(folder_text(state, child));
  }
  return out + R"(,"childLists":[)" + join(lists, ",") + R"(],"childNodes":[)" +
         join(children, ",") + "]}";
}

Answer folder_answer(const Call& call, std::uint64_t id) {
  return json_answer(200, R"({"folder":)" + folder_text(call.state, id) + '}');
}

/// The id that a text names; 404 where no such folder exists.
Outcome<std::uint64_t> existing_folder(const Call& call, std::string_view text) {
  const auto id = parse_count(text);
  return id && call.state.list_folders.exists(*id) ? Outcome<std::uint64_t>(*id)
                                                   : Outcome<std::uint64_t>(not_found());
}

/// The folder that the path names, which cannot be the root.
Outcome<ListFolder*> folder_of_path(const Call& call) {
  ListFolder* const folder =
      call.state.list_folders.find(parse_count(call.captures.at("folder")).value_or(kRootFolder));
  return folder == nullptr ? Outcome<ListFolder*>(not_found()) : Outcome<ListFolder*>(folder);
}

std::optional<Problem> problem_with_folder_name(std::string_view name) {
  return trim(name).empty() || name.size() > kFolderNameMax || !is_valid_utf8(name)
             ? std::optional(bad_request("A folder needs a name of at most " +
                                         std::to_string(kFolderNameMax) + " bytes"))
             : std::nullopt;
}

Problem too_deep() {
  return bad_request("Folders lie at most " + std::to_string(kListFolderDepthMax) + " deep");
}

}  // namespace

Answer get_list_folder(Call& call) {
  const auto id = existing_folder(call, find_value(call.request.query, "folderId").value_or("0"));
  return id ? folder_answer(call, *id) : Answer(id.problem());
}

Answer create_list_folder(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto name = optional_text(*body, "name");
  const auto parent_text = optional_text(*body, "parentFolderId");
  if (!name || name->empty() || !parent_text) {
    return malformed_json(
        call.request.body,
        "Cannot build ListFolderCreateRequest, some of required attributes are not set [name]");
  }
  if (auto problem = problem_with_folder_name(*name)) {
    return std::move(*problem);
  }
  const auto parent = existing_folder(call, parent_text->empty() ? "0" : *parent_text);
  if (!parent) {
    return parent.problem();
  }
  ListFolders& folders = call.state.list_folders;
  if (folders.depth_of(*parent) >= kListFolderDepthMax) {
    return too_deep();
  }
  if (folders.size() >= kListFoldersMax) {
    return bad_request("There are " + std::to_string(kListFoldersMax) + " folders already");
  }
  return folder_answer(call, folders.add(*name, *parent, call.now()));
}

Answer rename_list_folder(Call& call) {
  const auto folder = folder_of_path(call);
  if (!folder) {
    return folder.problem();
  }
  const std::string name(find_value(call.request.query, "newFolderName").value_or(""));
  if (auto problem = problem_with_folder_name(name)) {
    return std::move(*problem);
  }
  (*folder)->name = name;
  (*folder)->updated = call.now();
  return folder_answer(call, (*folder)->id);
}

Answer move_list_folder(Call& call) {
  const auto folder = folder_of_path(call);
  const auto parent = existing_folder(call, call.captures.at("parent"));
  if (!folder || !parent) {
    return folder ? parent.problem() : folder.problem();
  }
  const ListFolders& folders = call.state.list_folders;
  if (folders.is_within(*parent, (*folder)->id)) {
    return bad_request("A folder cannot lie in itself");
  }
  if (folders.depth_of(*parent) + folders.height_of((*folder)->id) > kListFolderDepthMax) {
    return too_deep();
  }
  (*folder)->parent = *parent;
  (*folder)->updated = call.now();
  return folder_answer(call, (*folder)->id);
}

Answer delete_list_folder(Call& call) {
  const auto folder = folder_of_path(call);
  if (!folder) {
    return folder.problem();
  }
  const std::uint64_t id = (*folder)->id;
  const bool holds_lists = std::ranges::any_of(call.state.lists.all(), [&](const auto& entry) {
    return !entry.second.deleted && entry.second.folder == id;
  });
  if (holds_lists || !call.state.list_folders.children_of(id).empty()) {
    return bad_request("A folder with lists or folders in it cannot be deleted");
  }
  call.state.list_folders.erase(id);
  return no_content();
}

Answer move_list(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto list_text = optional_text(*body, "listId");
  const auto folder_text = optional_text(*body, "newFolderId");
  if (!list_text || !folder_text || list_text->empty() || folder_text->empty()) {
    return malformed_json(
        call.request.body,
        "Cannot build ListMoveRequest, some of required attributes are not set [listId, "
        "newFolderId]");
  }
  ContactList* const list = call.state.lists.find(parse_count(*list_text).value_or(0));
  const auto folder = existing_folder(call, *folder_text);
  if (list == nullptr || !folder) {
    return list == nullptr ? not_found() : folder.problem();
  }
  list->folder = *folder;
  return no_content();
}

}  // namespace lockstep::sim::hubspot
