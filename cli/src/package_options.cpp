#include "package_options.h"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>
#include <utility>

#include "lockstep/report/certificate.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/signature.h"
#include "lockstep/scenario/connector_file.h"

namespace lockstep::cli {
namespace {

namespace fs = std::filesystem;

Result<report::Package> connector_package(const ConnectorOption& option) {
  report::Package package;
  if (option.file.empty()) {
    return package;
  }
  const scenario::LoadedConnector loaded = scenario::load_connector_file(option.file);
  if (!loaded.file) {
    return package;  // Whoever runs it says what is wrong with it.
  }
  const fs::path home = loaded.file->path.parent_path();
  std::vector<std::pair<std::string, fs::path>> files = {{"connector.json", loaded.file->path}};
  for (const std::string& name : loaded.file->files) {
    files.emplace_back(name, home / name);
  }
  for (const auto& [name, path] : files) {
    Result<std::string> bytes = read_file(path.string());
    if (!bytes) {
      return Failure{bytes.error()};
    }
    package.insert_or_assign(name, std::move(*bytes));
  }
  return package;
}

}  // namespace

void add_package_options(CLI::App& command, PackageOptions& options) {
  CLI::Option* const package = command.add_option(
      "--package", options.path,
      "Write the certificate and its evidence: to a new folder, or to a file that ends in .zip");
  command
      .add_option("--sign", options.key,
                  "Sign it with this private key (openssl genpkey -algorithm ed25519 -out key.pem)")
      ->needs(package);
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  return !in.is_open() || in.bad()
             ? Result<std::string>(failure(ErrorKind::not_found, "cannot be read", path))
             : text;
}

Result<PackageMaterial> package_material(const PackageOptions& options,
                                         const ConnectorOption& connector) {
  PackageMaterial material;
  if (options.path.empty()) {
    return material;
  }
  std::error_code error;
  if (!report::is_archive_path(options.path) && fs::exists(options.path, error) &&
      !fs::is_empty(options.path, error)) {
    return failure(ErrorKind::invalid_input, "is not empty, and a certificate wants a new folder",
                   options.path);
  }
  if (!options.key.empty()) {
    Result<std::string> key = read_file(options.key);
    if (!key) {
      return Failure{key.error()};
    }
    if (const auto is_key = report::public_key_of(*key); !is_key) {
      return failure(is_key.error().kind, is_key.error().message, options.key);
    }
    material.private_key = std::move(*key);
  }
  Result<report::Package> files = connector_package(connector);
  if (!files) {
    return Failure{files.error()};
  }
  material.connector = std::move(*files);
  return material;
}

Result<void> write_certificate(const PackageOptions& options, const PackageMaterial& material,
                               const std::string& events_file, const report::Package& evidence,
                               const std::string& waivers, const std::string& issued) {
  report::CertificateParts parts;
  Result<std::string> events = read_file(events_file);
  if (!events) {
    return Failure{events.error()};
  }
  parts.events = std::move(*events);
  parts.issued = issued;
  parts.connector = material.connector;
  parts.evidence = evidence;
  parts.private_key = material.private_key;
  if (!waivers.empty()) {
    Result<std::string> text = read_file(waivers);
    if (!text) {
      return Failure{text.error()};
    }
    parts.waivers = std::move(*text);
  }
  const Result<report::Package> package = report::make_certificate(parts);
  if (!package) {
    return Failure{package.error()};
  }
  if (auto written = report::write_package(*package, options.path); !written) {
    return written;
  }
  std::cerr << "Package:   " << report::terminal_line(options.path)
            << (material.private_key ? ", signed" : ", not signed") << "; lockstep verify "
            << report::terminal_line(report::shell_word(options.path)) << " checks it\n";
  return {};
}

}  // namespace lockstep::cli
