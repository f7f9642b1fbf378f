#include "doors.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "program/stopwatch.h"

namespace lockstep::scenario {
namespace {

/// Guards nothing but against requests of programs that are not meant: the servers are open to
/// every process of the machine.
constexpr std::string_view kControlToken = "lockstep-control";

void give_endpoints(WorldAccess& access, sim::World& world) {
  access.hubspot = &world.endpoint(sim::Service::hubspot);
  access.google = &world.endpoint(sim::Service::google);
  access.control = &world.control_endpoint();
  access.clock = &world.connector_clock();
  access.control_token = kControlToken;
  access.crashed = [&world] { return world.connector_crashed(); };
}

}  // namespace

class RealTimeFlow {
 public:
  explicit RealTimeFlow(sim::World& world) : world_(&world) {}

  void begin() {
    const auto held = world_->lock();
    begun_ = Begun{Stopwatch(), world_->clock().now()};
  }
  /// Lets as much virtual time pass as real time has; never back.
  void keep_up() {
    const auto held = world_->lock();
    if (begun_) {
      world_->clock().sleep_until(
          std::max(world_->clock().now(), begun_->at + begun_->watch.elapsed()));
    }
  }
  void end() {
    keep_up();
    const auto held = world_->lock();
    begun_.reset();
  }

 private:
  struct Begun {
    Stopwatch watch;
    Instant at;
  };
  sim::World* world_;
  std::optional<Begun> begun_;  ///< Guarded by the world's lock.
};

void SwitchedEndpoint::point_to(Endpoint* endpoint, std::function<void()> before) {
  const std::scoped_lock lock(mutex_);
  endpoint_ = endpoint;
  before_ = std::move(before);
}

std::unique_ptr<Arrival> SwitchedEndpoint::arrive(const Request& request) {
  const std::shared_lock lock(mutex_);
  return endpoint_ == nullptr ? nullptr : endpoint_->arrive(request);
}

Exchange SwitchedEndpoint::exchange(const Request& request) {
  return exchange_arrived(request, nullptr);
}

Exchange SwitchedEndpoint::exchange_arrived(const Request& request, Arrival* arrival) {
  const std::shared_lock lock(mutex_);
  if (endpoint_ == nullptr) {
    return ConnectionLost{.server_acted = false};
  }
  if (before_) {
    before_();
  }
  return endpoint_->exchange_arrived(request, arrival);
}

Doors::Doors() = default;
Doors::~Doors() = default;

Result<std::unique_ptr<Doors>> Doors::open() {
  std::unique_ptr<Doors> doors(new Doors);
  const HttpServerOptions hubspot{.serving = Serving::one_loop};
  const HttpServerOptions google{.target_bytes_max = sim::kGoogleTargetBytesMax,
                                 .serving = Serving::one_loop};
  const HttpServerOptions control{.bearer_token = std::string(kControlToken)};
  for (const auto& [endpoint, server, options] :
       {std::tuple(&doors->hubspot_, &doors->hubspot_server_, hubspot),
        std::tuple(&doors->google_, &doors->google_server_, google),
        std::tuple(&doors->control_, &doors->control_server_, control)}) {
    auto started = HttpServer::start(*endpoint, options);
    if (!started) {
      return Failure{started.error()};
    }
    *server = std::move(*started);
  }
  return doors;
}

WorldAccess Doors::serve(sim::World& world, TimeFlow time) {
  WorldAccess access;
  give_endpoints(access, world);
  std::function<void()> before;
  if (time == TimeFlow::as_real) {
    flow_ = std::make_unique<RealTimeFlow>(world);
    before = [flow = flow_.get()] { flow->keep_up(); };
  }
  hubspot_.point_to(access.hubspot, before);
  google_.point_to(access.google, before);
  control_.point_to(access.control, before);
  access.hubspot_url = hubspot_server_->base_url();
  access.google_url = google_server_->base_url();
  access.control_url = control_server_->base_url();
  return access;
}

void Doors::begin_pass() {
  if (flow_) {
    flow_->begin();
  }
}

void Doors::end_pass() {
  if (flow_) {
    flow_->end();
  }
}

void Doors::close() {
  for (SwitchedEndpoint* const endpoint : {&hubspot_, &google_, &control_}) {
    endpoint->point_to(nullptr);
  }
  flow_.reset();
}

WorldAccess direct_access(sim::World& world) {
  WorldAccess access;
  give_endpoints(access, world);
  // The same in every run: the token URLs of the configuration are part of what a journal shows.
  access.hubspot_url = "http://127.0.0.1:1";
  access.google_url = "http://127.0.0.1:2";
  access.control_url = "http://127.0.0.1:3";
  return access;
}

}  // namespace lockstep::scenario
