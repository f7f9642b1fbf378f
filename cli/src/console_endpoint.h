/// The console page in front of the control API.

#pragma once

#include <string>

#include "lockstep/base/exchange.h"

namespace lockstep::cli {

inline constexpr const char* kConsolePath = "/console";

/// Answers a GET of the console, which needs no token, and passes everything else on. The page is
/// the same for everybody and holds no secret: its user brings the token in the address's fragment,
/// which no browser sends.
class ConsoleEndpoint final : public Endpoint {
 public:
  /// @param control  Must outlive this one.
  explicit ConsoleEndpoint(Endpoint& control) : control_(&control) {}

  Exchange exchange(const Request& request) override;

 private:
  Endpoint* control_;
};

/// "http://127.0.0.1:8080/console#token=…"
[[nodiscard]] std::string console_url(const std::string& control_url, const std::string& token);

}  // namespace lockstep::cli
