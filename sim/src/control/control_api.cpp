#include "lockstep/sim/control_api.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include "control/answers.h"
#include "control/call.h"
#include "control/hosted_world.h"
#include "control/options_json.h"
#include "control/pass_methods.h"
#include "control/world_methods.h"
#include "control_endpoint.h"

namespace lockstep::sim {

using control::HostedWorld;

namespace {

constexpr std::string_view kDefault = "default";
constexpr std::string_view kOfAWorld = "/worlds/{world}";
using Hosted = std::shared_ptr<HostedWorld>;

Response no_world() {
  return control::not_found("there is no such world (any more)", "GET /worlds lists them");
}

}  // namespace

class ControlApi::Impl {
 public:
  Impl(WorldHost& host, PassRunner* runner) : host_(&host), runner_(runner) {}

  static std::span<const Route<Impl>> routes() {
    using enum Method;
    static constexpr std::array kRoutes = {
        // clang-format off
        Route<Impl>{get,  "/",                      "control.routes", &Impl::list_routes},
        Route<Impl>{get,  "/worlds",                "control.worlds", &Impl::list_worlds},
        Route<Impl>{post, "/worlds",                "control.create", &Impl::create_world},
        Route<Impl>{post, "/worlds/{world}/fork",   "control.fork",   &Impl::fork_world},
        Route<Impl>{del,  "/worlds/{world}",        "control.delete", &Impl::delete_world},
        Route<Impl>{get,  "/worlds/{world}/passes", "control.passes", &Impl::show_passes},
        Route<Impl>{post, "/worlds/{world}/passes", "control.pass",   &Impl::run_pass},
        // clang-format on
    };
    return kRoutes;
  }

  Exchange exchange(const Request& request) {
    if (const auto found = find_route(routes(), request)) {
      return (this->*found->route->handler)(request, found->captures);
    }
    for (const control::WorldMethod& method : control::world_methods()) {
      const auto captures =
          request.method == method.verb ? match_path(method.pattern, request.path) : std::nullopt;
      if (captures) {
        return call(method, request, *captures);
      }
    }
    for (const auto& route : ControlEndpoint::routes()) {
      if (route.method != request.method) {
        continue;
      }
      if (match_path(route.pattern, request.path)) {
        return find(kDefault)->world->control_endpoint().exchange(request);
      }
      if (const auto captures =
              match_path(std::string(kOfAWorld) + std::string(route.pattern), request.path)) {
        const Hosted hosted = find(captures->at("world"));
        Request of_the_world = request;
        of_the_world.path = route.pattern;
        return hosted ? hosted->world->control_endpoint().exchange(of_the_world) : no_world();
      }
    }
    return refuse(request);
  }

  /// Serves `world` and keeps it. @param id  "" for a new one.
  Result<Hosted> add(std::unique_ptr<World> world, WorldCredentials credentials, std::string id) {
    const std::scoped_lock lock(mutex_);
    if (worlds_.size() >= kWorldsMax) {
      return failure(ErrorKind::conflict,
                     "there are as many worlds as there may be; DELETE /worlds/{world} makes room",
                     "control.create");
    }
    Result<std::unique_ptr<ServedWorld>> served = host_->serve(*world);
    if (!served) {
      return Failure{served.error()};
    }
    auto hosted = std::make_shared<HostedWorld>();
    hosted->id = id.empty() ? "w" + std::to_string(++last_world_) : std::move(id);
    hosted->world = std::move(world);
    hosted->credentials = std::move(credentials);
    hosted->runner = runner_;
    hosted->served = std::move(*served);
    worlds_.push_back(hosted);
    return hosted;
  }

  Result<Hosted> make(const WorldOptions& options, std::string id) {
    auto world = std::make_unique<World>(options);
    WorldCredentials credentials = control::let_in(*world);
    return add(std::move(world), std::move(credentials), std::move(id));
  }

  /// Null if there is none.
  [[nodiscard]] Hosted find(std::string_view id) const {
    const std::scoped_lock lock(mutex_);
    const auto found =
        std::ranges::find(worlds_, id, [](const Hosted& world) { return world->id; });
    return found == worlds_.end() ? nullptr : *found;
  }

  [[nodiscard]] static WorldDescription describe(const HostedWorld& hosted) {
    const auto lock = hosted.world->lock();
    return control::describe(hosted);
  }

 private:
  Response list_routes(const Request& /*request*/, const PathCaptures& /*captures*/) {
    control::Json paths = control::Json::array();
    for (const auto& [method, path] : ControlApi::routes()) {
      paths.push_back(std::string(method) + " " + path);
    }
    return control::json_answer(200, {{"routes", std::move(paths)}});
  }

  Response list_worlds(const Request& request, const PathCaptures& /*captures*/) {
    std::vector<Hosted> worlds;
    {
      const std::scoped_lock lock(mutex_);
      worlds = worlds_;
    }
    control::Json list = control::Json::array();
    for (const Hosted& hosted : worlds) {
      list.push_back(to_json(describe(*hosted), control::control_url(request)));
    }
    return control::json_answer(200, {{"worlds", std::move(list)}});
  }

  Response create_world(const Request& request, const PathCaptures& /*captures*/) {
    const Result<Node> body = control::read_body(request);
    if (!body) {
      return control::error_answer(body.error());
    }
    Mistakes mistakes;
    ObjectReader reader(*body, mistakes, "the body");
    WorldOptions options;
    // Whoever watches the default world watches all of them.
    const WorldOptions of_default = describe(*find(kDefault)).options;
    options.answer_observer = of_default.answer_observer;
    options.journal_bytes_max = of_default.journal_bytes_max;
    control::read_options(reader, options);
    reader.finish();
    if (auto refused = control::refusal(mistakes)) {
      return *refused;
    }
    return created(request, make(options, ""));
  }

  Response fork_world(const Request& request, const PathCaptures& captures) {
    const Hosted hosted = find(captures.at("world"));
    if (!hosted) {
      return no_world();
    }
    const Result<Node> body = control::read_body(request);
    if (!body) {
      return control::error_answer(body.error());
    }
    Mistakes mistakes;
    ObjectReader reader(*body, mistakes, "the body");
    const std::optional<std::uint64_t> seed = control::read_seed(reader);
    reader.finish();
    if (auto refused = control::refusal(mistakes)) {
      return *refused;
    }
    auto lock = hosted->world->lock();
    if (auto refused = control::refusal_while_passing(*hosted)) {
      return *refused;
    }
    Result<std::unique_ptr<World>> copy = hosted->world->fork(seed);
    if (!copy) {
      return control::error_answer(copy.error());
    }
    Result<Hosted> made = add(std::move(*copy), hosted->credentials, "");
    if (made && runner_ != nullptr) {
      (*made)->passes = hosted->passes;  // Nobody knows its id yet.
      if (const auto forked = runner_->fork(hosted->id, (*made)->id); !forked) {
        return control::error_answer(forked.error());
      }
    }
    lock.unlock();
    return created(request, made);
  }

  Response show_passes(const Request& /*request*/, const PathCaptures& captures) {
    const Hosted hosted = find(captures.at("world"));
    return hosted ? control::show_passes(*hosted) : no_world();
  }

  Response run_pass(const Request& request, const PathCaptures& captures) {
    const Hosted hosted = find(captures.at("world"));
    if (!hosted) {
      return no_world();
    }
    const Result<Node> body = control::read_body(request);
    if (!body) {
      return control::error_answer(body.error());
    }
    control::Call call(*hosted, request, captures, *body);
    const nlohmann::json settings = call.body().find("settings") == nullptr
                                        ? nlohmann::json::object()
                                        : call.required_object("settings");
    const auto refused = call.refusal();
    return refused ? *refused : control::run_pass(*hosted, settings);
  }

  Response delete_world(const Request& /*request*/, const PathCaptures& captures) {
    if (captures.at("world") == kDefault) {
      return control::bad_request("the default world is always there",
                                  "POST /worlds/default/reset starts it again");
    }
    const Hosted gone = find(captures.at("world"));
    if (!gone) {
      return no_world();
    }
    {
      const auto world_lock = gone->world->lock();
      if (auto refused = control::refusal_while_passing(*gone)) {
        return *refused;
      }
      gone->passing = true;  // No pass begins in it any more.
    }
    {
      const std::scoped_lock lock(mutex_);
      std::erase(worlds_, gone);
    }
    if (runner_ != nullptr) {
      runner_->forget(gone->id);
    }
    return control::json_answer(200, control::Json::object());
  }

  Response call(const control::WorldMethod& method, const Request& request,
                const PathCaptures& captures) const {
    const Hosted hosted = find(captures.at("world"));
    if (!hosted) {
      return no_world();
    }
    const Result<Node> body = control::read_body(request);
    if (!body) {
      return control::error_answer(body.error());
    }
    const auto lock = hosted->world->lock();
    control::Call call(*hosted, request, captures, *body);
    return method.handler(call);
  }

  static Response created(const Request& request, const Result<Hosted>& hosted) {
    return hosted ? control::json_answer(201,
                                         to_json(describe(**hosted), control::control_url(request)))
                  : control::error_answer(hosted.error());
  }

  static Response refuse(const Request& request) {
    std::string methods;
    for (const auto& [method, path] : ControlApi::routes()) {
      if (match_path(path, request.path) && methods.find(method) == std::string::npos) {
        methods += (methods.empty() ? "" : ", ") + std::string(method);
      }
    }
    if (methods.empty()) {
      return control::not_found("there is no such path", "GET / lists the paths");
    }
    Response response =
        control::error_answer(405, "method_not_allowed", "this path has another method", methods);
    response.headers["Allow"] = methods;
    return response;
  }

  WorldHost* host_;
  PassRunner* runner_;        ///< Null: there are no passes.
  mutable std::mutex mutex_;  ///< Guards what follows, not the worlds themselves.
  std::vector<Hosted> worlds_;
  std::size_t last_world_ = 0;
};

Result<std::unique_ptr<ControlApi>> ControlApi::start(WorldHost& host, const WorldOptions& options,
                                                      PassRunner* runner) {
  auto impl = std::make_unique<Impl>(host, runner);
  if (const auto made = impl->make(options, std::string(kDefault)); !made) {
    return Failure{made.error()};
  }
  return std::unique_ptr<ControlApi>(new ControlApi(std::move(impl)));
}

ControlApi::ControlApi(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ControlApi::~ControlApi() = default;

Exchange ControlApi::exchange(const Request& request) { return impl_->exchange(request); }

WorldDescription ControlApi::default_world() const {
  return Impl::describe(*impl_->find(kDefault));
}

std::vector<std::pair<std::string_view, std::string>> ControlApi::routes() {
  std::vector<std::pair<std::string_view, std::string>> all;
  for (const auto& route : Impl::routes()) {
    all.emplace_back(to_string(route.method), route.pattern);
  }
  for (const control::WorldMethod& method : control::world_methods()) {
    const std::string path(method.pattern);
    const std::size_t action = path.find("{action}");
    if (action == std::string::npos) {
      all.emplace_back(to_string(method.verb), path);
      continue;
    }
    for (const control::Action& named : path.find("/google/") != std::string::npos
                                            ? control::google_actions()
                                            : control::hubspot_actions()) {
      all.emplace_back(to_string(method.verb), path.substr(0, action) + std::string(named.name));
    }
  }
  for (const auto& route : ControlEndpoint::routes()) {
    all.emplace_back(to_string(route.method), route.pattern);
    all.emplace_back(to_string(route.method), std::string(kOfAWorld) + std::string(route.pattern));
  }
  return all;
}

}  // namespace lockstep::sim
