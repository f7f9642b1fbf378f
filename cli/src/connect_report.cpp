#include "connect_report.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>

#include "lockstep/report/foreign_text.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Flushed: whoever reads along must see the address before the answer is waited for.
void print(const Json& json) { std::cout << json.dump() << std::endl; }

const char* product_of(Side side) { return side == Side::hubspot ? "HubSpot" : "Google"; }

}  // namespace

void ConnectReport::open_page(Side side, const std::string& url, Duration timeout) const {
  if (json_) {
    print({{"event", "open_page"}, {"service", to_string(side)}, {"url", url}});
    return;
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout).count();
  std::cout << product_of(side) << ": open this page and allow the access\n\n  " << url
            << "\n\nwaiting for the answer, at most " << seconds << " s (Ctrl-C to stop)"
            << std::endl;
}

void ConnectReport::allowed(Side side, const std::string& account) const {
  if (json_) {
    print({{"event", "allowed"},
           {"service", to_string(side)},
           {"account", account.empty() ? Json(nullptr) : Json(account)}});
    return;
  }
  std::cout << product_of(side) << ": access allowed"
            << (account.empty() ? "" : " (account " + account + ")") << std::endl;
}

void ConnectReport::connected(const ConfigFile& file, const ConnectionConfig& connection) const {
  if (json_) {
    print({{"event", "connected"},
           {"connection", connection.id},
           {"config", file.name},
           {"set_up", connection.is_set_up},
           {"on", connection.enabled}});
    return;
  }
  const std::string name = report::terminal_line(file.name);
  const std::string id = report::terminal_line(connection.id);
  const std::string options = " --config " + name + " --connection " + id;
  std::cout << "connection \"" << id << "\" is connected; " << name << " holds its tokens\n";
  if (!connection.is_set_up) {
    std::cout << "nothing is synced before it is set up and turned on:\n  lockstep settings"
              << options << " sync=two-way\n  lockstep on" << options << "\n";
  } else if (!connection.enabled) {
    std::cout << "nothing is synced before it is turned on:\n  lockstep on" << options << "\n";
  } else {
    std::cout << "it is on; to sync:\n  lockstep sync --config " << name << "\n";
  }
}

}  // namespace lockstep::cli
