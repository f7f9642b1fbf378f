/// What `lockstep connect` tells on the way.

#pragma once

#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/core/config.h"
#include "lockstep/core/side.h"

#include "config_file.h"

namespace lockstep::cli {

/// Lines on stdout, for people or, one JSON object each, for programs. No token is in them.
class ConnectReport {
 public:
  explicit ConnectReport(bool json) : json_(json) {}

  void open_page(Side side, const std::string& url, Duration timeout) const;
  void allowed(Side side, const std::string& account) const;
  void connected(const ConfigFile& file, const ConnectionConfig& connection) const;

 private:
  bool json_;
};

}  // namespace lockstep::cli
