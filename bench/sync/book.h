/// Two address books that have a half of each in common, served over HTTP.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/net/http_server.h"
#include "lockstep/sim/world.h"

namespace lockstep::bench {

class Book {
 public:
  /// `pairs` after a sync: a third in both apps before, a third in each alone.
  Book(int pairs, std::filesystem::path folder);

  /// A configuration for the engine, with the world's time.
  [[nodiscard]] std::filesystem::path write_config() const;

  /// Everything asked so far, for run_bound, and the servers that answer with the same bytes.
  struct Recording;
  [[nodiscard]] std::shared_ptr<Recording> record();
  [[nodiscard]] static std::filesystem::path file_of(const Recording& recording);

  /// As it was before anybody synced.
  void begin_again();

  /// A user edits contacts: half of them in each app. Time goes on by a quarter of an hour, which
  /// is longer than search may lag.
  void edit(int contacts);

 private:
  void fill(int pairs);

  std::filesystem::path folder_;
  sim::World world_;
  std::string account_;
  sim::OAuthGrant google_grant_;
  sim::OAuthGrant hubspot_grant_;
  std::vector<std::string> google_names_;
  std::vector<std::string> hubspot_ids_;
  std::unique_ptr<HttpServer> google_;
  std::unique_ptr<HttpServer> hubspot_;
  std::optional<sim::Snapshot> before_;
  int edits_ = 0;
};

}  // namespace lockstep::bench
