/// The options of a run that ends with a certificate.

#pragma once

#include <map>
#include <optional>
#include <string>

#include "lockstep/base/result.h"
#include "lockstep/report/package.h"

#include "connector_option.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

/// --package and --sign.
struct PackageOptions {
  std::string path;  ///< A folder, or an archive that ends in ".zip"; "": none.
  std::string key;   ///< File of a private key; "": it is not signed.
};

void add_package_options(CLI::App& command, PackageOptions& options);

/// What a package needs before the run: better to learn of a missing key now.
struct PackageMaterial {
  std::optional<std::string> private_key;
  report::Package connector;  ///< connector.json and the files that it names.
};

/// @error not_found, invalid_input  A file cannot be read, or the key is none; or there is a
/// package
///     at the path already.
[[nodiscard]] Result<PackageMaterial> package_material(const PackageOptions& options,
                                                       const ConnectorOption& connector);

/// Makes the certificate of the run in `folder`, writes it, and says what it is and how to check
/// it.
/// @param issued  Its day. @param waivers  File of waivers, or "".
/// @error unavailable  The disk does not take it.
[[nodiscard]] Result<void> write_certificate(const PackageOptions& options,
                                             const PackageMaterial& material,
                                             const std::string& events_file,
                                             const report::Package& evidence,
                                             const std::string& waivers, const std::string& issued);

/// The whole of a file. @error not_found  It cannot be read.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

}  // namespace lockstep::cli
