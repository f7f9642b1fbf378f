#include "lockstep/core/state_files.h"

#include "lockstep/base/url.h"

namespace lockstep {

std::filesystem::path state_path(const std::filesystem::path& folder,
                                 const std::string& connection_id) {
  return folder / ("connection-" + percent_encode(connection_id) + ".sqlite");
}

}  // namespace lockstep
