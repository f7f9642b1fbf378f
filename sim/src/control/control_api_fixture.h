/// The control API over worlds that nobody serves, for tests.

#pragma once

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/sim/control_api.h"
#include "lockstep/sim/in_process_transport.h"

namespace lockstep::sim {

using nlohmann::json;

/// A host without sockets: URLs name the world that they lead to.
class PaperHost final : public WorldHost {
 public:
  Result<std::unique_ptr<ServedWorld>> serve(World& world) override {
    if (closed) {
      return failure(ErrorKind::unavailable, "no port can be had", "paper");
    }
    auto served = std::make_unique<Served>(*this, "http://world" + std::to_string(++made));
    worlds[served->urls().hubspot] = &world;
    return std::unique_ptr<ServedWorld>(std::move(served));
  }

  bool closed = false;
  int made = 0;
  std::map<std::string, World*> worlds;

 private:
  class Served final : public ServedWorld {
   public:
    Served(PaperHost& host, std::string url) : host_(&host), url_(std::move(url)) {}
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served() override { host_->worlds.erase(url_); }
    [[nodiscard]] WorldUrls urls() const override { return {url_, url_ + "g"}; }

   private:
    PaperHost* host_;
    std::string url_;
  };
};

struct Answer {
  int status = 0;
  json body;
};

class ControlApiTest : public testing::Test {
 protected:
  Answer call(Method method, std::string_view target, const json& body = nullptr) {
    Request request{method, "", {}, {{"Host", "127.0.0.1:9000"}}, ""};
    set_target(request, target);
    request.body = body.is_null() ? "" : body.dump();
    const auto response = InProcessTransport(*api).send(request);
    return {response->status, json::parse(response->body, nullptr, false)};
  }
  Answer get(std::string_view target) { return call(Method::get, target); }
  Answer post(std::string_view target, const json& body = nullptr) {
    return call(Method::post, target, body);
  }
  /// What is expected to work.
  json done(std::string_view target, const json& body = nullptr) {
    const Answer answer = post(target, body);
    EXPECT_THAT(answer.status, testing::AnyOf(200, 201)) << target << answer.body;
    return answer.body;
  }
  Response read_hubspot(const json& world) {
    Request request{Method::get, "/crm/v3/objects/contacts", {}, {}, ""};
    request.headers["Authorization"] =
        "Bearer " + world["hubspot"]["access_token"].get<std::string>();
    World& served = *host.worlds.at(world["hubspot"]["base_url"]);
    return *InProcessTransport(served.endpoint(Service::hubspot)).send(request);
  }

  PaperHost host;
  std::unique_ptr<ControlApi> api =
      ControlApi::start(host, {.seed = 7, .journal_bytes_max = 1'000'000}).value();
};

}  // namespace lockstep::sim
