/// A connector for tests of the harness: it does what its arguments say, in their order.
///
///     token:SIDE  wrong-token:SIDE  read:SIDE  wander:SIDE   requests to a service
///     write:FILE=TEXT                                       into its state directory
///     answer:TEXT  read-command                              long-running
///     say:TEXT  flood  hang  exit:N  signal:N  child  session
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "lockstep/base/url.h"
#include "lockstep/net/http_transport.h"

namespace lockstep {
namespace {

using Json = nlohmann::json;

class OddConnector {
 public:
  void act(const std::string& verb, const std::string& rest) {
    if (verb == "token" || verb == "wrong-token") {
      ask_for_token(rest, verb == "token");
    } else if (verb == "read" || verb == "wander") {
      read(rest, verb == "wander");
    } else if (verb == "write") {
      const std::size_t sign = rest.find('=');
      std::ofstream(config().at("state_dir").get<std::string>() + '/' + rest.substr(0, sign))
          << rest.substr(sign + 1);
    } else if (verb == "read-command") {
      std::string line;
      std::getline(std::cin, line);
      config_file_ = Json::parse(line).at("config").get<std::string>();
    } else if (verb == "answer" || verb == "say") {
      std::cout << rest << std::endl;
    } else if (verb == "child" || verb == "session") {
      leave_a_child(verb == "session");
    } else {
      end(verb, rest);
    }
  }

 private:
  static void end(const std::string& verb, const std::string& rest) {
    if (verb == "flood") {
      for (;;) {
        std::cout << "flood\n";
      }
    }
    if (verb == "hang") {
      for (;;) {
        pause();
      }
    }
    if (verb == "signal") {
      std::raise(std::stoi(rest));
    }
    std::_Exit(verb == "exit" ? std::stoi(rest) : 99);
  }

  /// A process that outlives this one, and says which it is in the state directory.
  void leave_a_child(bool in_its_own_session) {
    const std::string file = config().at("state_dir").get<std::string>() + "/child";
    std::array<int, 2> ready{};
    if (pipe(ready.data()) != 0) {
      std::_Exit(98);
    }
    if (fork() == 0) {
      if (in_its_own_session) {
        setsid();
        if (fork() != 0) {
          std::_Exit(0);
        }
      }
      std::ofstream(file) << getpid();
      close(ready[1]);
      for (;;) {
        pause();
      }
    }
    close(ready[1]);
    char none = 0;
    static_cast<void>(!::read(ready[0], &none, 1));  // Until the child has said so.
  }

  const Json& config() {
    if (config_.is_null()) {
      if (config_file_.empty()) {
        config_file_ = std::getenv("LOCKSTEP_CONFIG");
      }
      std::ifstream in(config_file_);
      config_ = Json::parse(in);
    }
    return config_;
  }

  Json send(const std::string& side, Request request) {
    HttpTransportOptions options;
    options.base_url = config().at(side).at("base_url").get<std::string>();
    const auto transport = make_http_transport(options);
    const auto answer = (*transport)->send(request);
    return answer ? Json::parse(answer->body, nullptr, false) : Json();
  }

  void ask_for_token(const std::string& side, bool right) {
    const Json& service = config().at(side);
    Request request;
    request.method = Method::post;
    request.path = side == "hubspot" ? "/oauth/v1/token" : "/token";
    request.headers["Content-Type"] = "application/x-www-form-urlencoded";
    request.body = format_query(
        {{"grant_type", "refresh_token"},
         {"client_id", service.at("client_id").get<std::string>()},
         {"client_secret", right ? service.at("client_secret").get<std::string>() : "no"},
         {"refresh_token",
          config().at("connections").at(0).at(side + "_refresh_token").get<std::string>()}});
    const Json answer = send(side, request);
    tokens_[side] = answer.is_object() ? answer.value("access_token", "") : "";
  }

  void read(const std::string& side, bool off_the_path) {
    Request request;
    set_target(request, off_the_path        ? "/v9/nowhere"
                        : side == "hubspot" ? "/crm/v3/objects/contacts"
                                            : "/v1/people/me/connections?personFields=names");
    request.headers["Authorization"] = "Bearer " + tokens_[side];
    send(side, request);
  }

  std::string config_file_;
  Json config_;
  std::map<std::string, std::string> tokens_;
};

}  // namespace
}  // namespace lockstep

int main(int count, char** arguments) {
  lockstep::OddConnector connector;
  for (int at = 1; at < count; ++at) {
    const std::string argument = arguments[at];
    const std::size_t colon = argument.find(':');
    connector.act(argument.substr(0, colon),
                  colon == std::string::npos ? "" : argument.substr(colon + 1));
  }
  return 0;
}
