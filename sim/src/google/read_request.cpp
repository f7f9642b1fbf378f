#include "google/read_request.h"

#include <string>
#include <utility>

#include "lockstep/base/text.h"

#include "google/masks.h"

namespace lockstep::sim::google {
namespace {

/// "person.names,person.urls" -> "names,urls"
std::string without_person_prefix(std::string_view text) {
  constexpr std::string_view kPrefix = "person.";
  std::vector<std::string> paths;
  for (std::string_view path : split(text, ',')) {
    if (path.starts_with(kPrefix)) {
      path.remove_prefix(kPrefix.size());
    }
    paths.emplace_back(path);
  }
  return join(paths, ",");
}

}  // namespace

Checked<ReadRequest> read_request(const Call& call, bool mask_required) {
  std::string mask_text(call.parameters.text("personFields"));
  const std::string_view legacy = call.parameters.text("requestMask.includeField");
  if (mask_text.empty() && !legacy.empty()) {
    mask_text = without_person_prefix(legacy);
  }
  ReadRequest read{.mask = all_fields(), .sources = {}};
  if (mask_required || !mask_text.empty()) {
    Checked<FieldSet> mask = read_show_mask(mask_text, "personFields");
    if (!mask) {
      return mask.error();
    }
    read.mask = *mask;
  }
  Checked<Sources> sources = read_sources(call.parameters.list("sources"), kContactAndProfile);
  if (!sources) {
    return sources.error();
  }
  read.sources = *sources;
  return read;
}

}  // namespace lockstep::sim::google
