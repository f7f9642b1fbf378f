// people.listDirectoryPeople and people.searchDirectoryPeople. The accounts here are consumer
// accounts, which have no domain: a valid request ends with the refusal that shipping clients
// recognise by its text.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/handlers.h"
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

ApiError answer_directory(const Call& call, int page_size_max) {
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
  const bool names_source = std::ranges::any_of(
      sources, [](const std::string& source) { return source != kSourceTypes.front(); });
  if (!names_source) {
    return catalogue_error(kInvalidArgument);
  }
  const Checked<int> page_size = read_page_size(call.parameters, kPageSizeFallback, page_size_max);
  if (!page_size) {
    return page_size.error();
  }
  const Checked<bool> wants_sync_token = call.parameters.flag("requestSyncToken");
  if (!wants_sync_token) {
    return wants_sync_token.error();
  }
  return {400, "FAILED_PRECONDITION", "Must be a G Suite domain user.", ""};
}

}  // namespace

Answer list_directory_people(Call& call) { return answer_directory(call, kListMax); }

Answer search_directory_people(Call& call) {
  if (call.parameters.text("query").empty()) {
    return catalogue_error(kInvalidArgument);
  }
  return answer_directory(call, kSearchMax);
}

}  // namespace lockstep::sim::google
