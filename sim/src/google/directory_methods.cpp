// people.listDirectoryPeople and people.searchDirectoryPeople. Consumer accounts have no domain:
// for them a valid request ends with the refusal that shipping clients recognise by its text.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

#include "google/directory.h"
#include "google/handlers.h"
#include "google/list_token.h"
#include "google/listing.h"
#include "google/masks.h"

namespace lockstep::sim::google {
namespace {

constexpr int kPageSizeFallback = 100;
constexpr int kListMax = 1000;
constexpr int kSearchMax = 500;

constexpr std::array<std::string_view, 3> kSourceTypes = {"DIRECTORY_SOURCE_TYPE_UNSPECIFIED",
                                                          "DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT",
                                                          "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"};
constexpr std::array<std::string_view, 2> kMergeSourceTypes = {
    "DIRECTORY_MERGE_SOURCE_TYPE_UNSPECIFIED", "DIRECTORY_MERGE_SOURCE_TYPE_CONTACT"};

/// The first value that is none of `known`, as the transcoder refuses it (G37).
template <std::size_t kCount>
std::optional<ApiError> check_enumeration(const std::vector<std::string>& values,
                                          const std::array<std::string_view, kCount>& known,
                                          const std::string& field, const std::string& type) {
  for (const std::string& value : values) {
    if (std::ranges::find(known, value) == known.end()) {
      return bad_request("Invalid value at '" + field + "' (type.googleapis.com/google.people.v1." +
                             type + "), \"" + value + "\"",
                         field);
    }
  }
  return std::nullopt;
}

/// A request with everything checked but its tokens.
struct DirectoryRequest {
  FieldSet mask;
  bool profiles = false;
  bool shared_contacts = false;
  std::size_t page_size = 0;
  bool wants_sync_token = false;
  std::uint64_t parameters = 0;  ///< Fingerprint of what a token freezes.
};

Checked<DirectoryRequest> read_directory_request(const Call& call, int page_size_max) {
  const Checked<FieldSet> mask = read_show_mask(call.parameters.text("readMask"), "readMask");
  if (!mask) {
    return mask.error();  // G34
  }
  const std::vector<std::string> sources = call.parameters.list("sources");
  if (auto error = check_enumeration(sources, kSourceTypes, "sources", "DirectorySourceType")) {
    return std::move(*error);
  }
  if (auto error = check_enumeration(call.parameters.list("mergeSources"), kMergeSourceTypes,
                                     "merge_sources", "DirectoryMergeSourceType")) {
    return std::move(*error);
  }
  DirectoryRequest request{.mask = *mask};
  request.shared_contacts = std::ranges::count(sources, kSourceTypes[1]) != 0;
  request.profiles = std::ranges::count(sources, kSourceTypes[2]) != 0;
  if (!request.shared_contacts && !request.profiles) {
    return catalogue_error(kInvalidArgument);
  }
  const Checked<int> page_size = read_page_size(call.parameters, kPageSizeFallback, page_size_max);
  if (!page_size) {
    return page_size.error();
  }
  request.page_size = static_cast<std::size_t>(*page_size);
  const Checked<bool> wants_sync_token = call.parameters.flag("requestSyncToken");
  if (!wants_sync_token) {
    return wants_sync_token.error();
  }
  request.wants_sync_token = *wants_sync_token;
  if (!has_directory(call.state, call.account)) {
    return ApiError{400, "FAILED_PRECONDITION", "Must be a G Suite domain user.", ""};
  }
  request.parameters = fingerprint(
      join({request.mask.to_string(), request.profiles ? "p" : "",
            request.shared_contacts ? "c" : "", std::string(call.parameters.text("query"))},
           " "));
  return request;
}

/// Where the answer starts, of a page or a sync token; a token of another request answers 400.
Checked<ListToken> read_start(const Call& call, const DirectoryRequest& request) {
  const std::string_view page_text = call.parameters.text("pageToken");
  const std::string_view sync_text = call.parameters.text("syncToken");
  ListToken start{.list = call.account.id,
                  .parameters = request.parameters,
                  .full_sync = call.now,
                  .generation = call.state.sync_generation};
  for (const auto& [text, kind] :
       {std::pair(page_text, TokenKind::page), std::pair(sync_text, TokenKind::sync)}) {
    if (text.empty()) {
      continue;
    }
    const std::optional<ListToken> token = read_token(text, kind);
    if (!token || token->list != call.account.id || token->parameters != request.parameters) {
      return catalogue_error(kInvalidArgument);
    }
    const bool expired = token->generation != call.state.sync_generation ||
                         call.now >= token->full_sync + call.state.options.sync_token_life;
    if (kind == TokenKind::sync && expired) {
      return catalogue_error(kExpiredSyncToken);
    }
    start = *token;
    break;  // A page of a sync has both.
  }
  return start;
}

Answer answer_directory(const Call& call, int page_size_max, std::string_view query) {
  const Checked<DirectoryRequest> request = read_directory_request(call, page_size_max);
  if (!request) {
    return request.error();
  }
  const Checked<ListToken> start = read_start(call, *request);
  if (!start) {
    return start.error();
  }
  const Directory& directory = call.state.directory;
  const auto is_asked_for = [&](const DirectoryPerson& person) {
    return (person.shared_contact ? request->shared_contacts : request->profiles) &&
           (query.empty() || is_found(person, query));
  };
  std::vector<std::string> people;
  auto at = static_cast<std::size_t>(start->position);
  for (; at < directory.size() && people.size() < request->page_size; ++at) {
    if (is_asked_for(directory[at])) {
      people.push_back(directory_person_text(directory[at], request->mask));
    }
  }
  const auto rest = directory.begin() + static_cast<std::ptrdiff_t>(std::min(at, directory.size()));
  std::vector<std::string> members;
  if (!people.empty()) {
    members.push_back(R"("people":[)" + join(people, ",") + ']');
  }
  ListToken next = *start;
  next.position = at;
  if (std::any_of(rest, directory.end(), is_asked_for)) {
    next.kind = TokenKind::page;
    members.push_back(R"("nextPageToken":")" + write_token(next) + '"');
  } else if (request->wants_sync_token) {
    next.kind = TokenKind::sync;
    next.position = directory.size();
    members.push_back(R"("nextSyncToken":")" + write_token(next) + '"');
  }
  if (const auto total = std::ranges::count_if(directory, is_asked_for); !query.empty() && total) {
    members.push_back(R"("totalSize":)" + std::to_string(total));
  }
  return '{' + join(members, ",") + '}';
}

}  // namespace

Answer list_directory_people(Call& call) { return answer_directory(call, kListMax, ""); }

Answer search_directory_people(Call& call) {
  const std::string_view query = trim(call.parameters.text("query"));
  if (query.empty()) {
    return catalogue_error(kInvalidArgument);
  }
  return answer_directory(call, kSearchMax, query);
}

}  // namespace lockstep::sim::google
