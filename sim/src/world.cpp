#include "lockstep/sim/world.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "connector_clock.h"
#include "control_endpoint.h"
#include "exchange_path.h"
#include "observed_port.h"
#include "webhook_entry.h"

namespace lockstep::sim {
namespace {

ServicePort port_of(FakeGoogle& google) {
  return {.service = Service::google,
          .operation_of = &FakeGoogle::operation_of,
          .is_mutation =
              [](const Request& request, std::string_view operation) {
                return operation == "batch" ? FakeGoogle::is_mutation(request)
                                            : FakeGoogle::is_mutation(operation);
              },
          .access_token_of = &FakeGoogle::access_token_of,
          .account_of = [&](std::string_view token) { return google.account_of(token); },
          .handle = [&](const Request& request) { return google.handle(request); },
          .handle_stale = [&](const Request& request,
                              Duration age) { return google.handle_stale(request, age); },
          .can_be_stale =
              [](std::string_view operation) {
                return !FakeGoogle::is_mutation(operation) && !operation.starts_with("oauth.") &&
                       !operation.starts_with("discovery.");
              },
          .refuse_concurrent =
              [&](const Request& request) { return google.refuse_concurrent(request); },
          .expire_access_tokens = [&] { google.expire_access_tokens(); },
          .expire_sync_tokens = [&] { google.expire_sync_tokens(); }};
}

ServicePort port_of(FakeHubSpot& hubspot) {
  return {
      .service = Service::hubspot,
      .operation_of = &FakeHubSpot::operation_of,
      .is_mutation = [](const Request& /*request*/,
                        std::string_view operation) { return FakeHubSpot::is_mutation(operation); },
      .access_token_of = {},
      .account_of = {},
      .handle = [&](const Request& request) { return hubspot.handle(request); },
      .handle_stale = [&](const Request& request,
                          Duration age) { return hubspot.handle_stale(request, age); },
      // Reading by id and listing are never late (F63).
      .can_be_stale = [](std::string_view operation) { return operation == "crm.contacts.search"; },
      .expire_access_tokens = [&] { hubspot.expire_access_tokens(); },
      .expire_sync_tokens = {}};
}

}  // namespace

class World::Impl {
 public:
  explicit Impl(WorldOptions options_in)
      : options(std::move(options_in)),
        state(options.start, options.exchange_cost, options.journal_bytes_max),
        google(state.clock, random().fork("google"), options.google),
        hubspot(state.clock, random().fork("hubspot"), options.hubspot),
        google_endpoint(state, observed(port_of(google), options.answer_observer),
                        random().fork("google errors")),
        hubspot_endpoint(state, observed(port_of(hubspot), options.answer_observer),
                         random().fork("hubspot errors")),
        control_endpoint(state),
        connector_clock(state) {}

  [[nodiscard]] Random random() const { return Random(options.seed); }

  void become_copy_of(const Impl& other) {
    // Whoever watches this world's answers goes on watching.
    std::shared_ptr<AnswerObserver> observer = std::move(options.answer_observer);
    options = other.options;
    options.answer_observer = std::move(observer);
    state.become_copy_of(other.state);
    google.become_copy_of(other.google);
    hubspot.become_copy_of(other.hubspot);
    google_endpoint.become_copy_of(other.google_endpoint);
    hubspot_endpoint.become_copy_of(other.hubspot_endpoint);
  }

  void change_options(const WorldOptions& changed) {
    options.exchange_cost = changed.exchange_cost;
    options.google = changed.google;
    options.hubspot = changed.hubspot;
    options.webhooks_by_hand = changed.webhooks_by_hand;
    state.exchange_cost = options.exchange_cost;
    google.set_options(options.google);
    hubspot.set_options(options.hubspot);
  }

  void reseed(std::uint64_t seed) {
    options.seed = seed;
    google.reseed(random().fork("google"));
    hubspot.reseed(random().fork("hubspot"));
    google_endpoint.reseed(random().fork("google errors"));
    hubspot_endpoint.reseed(random().fork("hubspot errors"));
  }

  WorldOptions options;
  ExchangeState state;
  FakeGoogle google;
  FakeHubSpot hubspot;
  ServiceEndpoint google_endpoint;
  ServiceEndpoint hubspot_endpoint;
  ControlEndpoint control_endpoint;
  ConnectorClock connector_clock;
};

World::World(const WorldOptions& options) : impl_(std::make_unique<Impl>(options)) {}
World::~World() = default;

const WorldOptions& World::options() const { return impl_->options; }

void World::change_options(const WorldOptions& options) { impl_->change_options(options); }

Result<std::unique_ptr<World>> World::fork(std::optional<std::uint64_t> seed) const {
  const std::vector<std::string> hooks = unreached_hooks();
  if (!hooks.empty() || clock().next_due()) {
    return failure(ErrorKind::conflict,
                   hooks.empty()
                       ? "an event of the clock is waiting, and what it does cannot be copied"
                       : "a hook is armed, and what it does cannot be copied: " + hooks[0],
                   "world.fork");
  }
  auto copy = std::make_unique<World>(impl_->options);
  copy->impl_->become_copy_of(*impl_);
  if (seed) {
    copy->impl_->reseed(*seed);
  }
  return copy;
}

Result<Snapshot> World::snapshot() const {
  Result<std::unique_ptr<World>> copy = fork();
  if (!copy) {
    return Failure{copy.error()};
  }
  return Snapshot(std::move(*copy));
}

void World::restore(const Snapshot& snapshot) { impl_->become_copy_of(*snapshot.world_->impl_); }

void World::reset(const WorldOptions& options) { impl_->become_copy_of(Impl(options)); }

Instant Snapshot::taken_at() const { return world_->clock().now(); }
std::size_t Snapshot::journal_size() const { return world_->journal().size(); }

const VirtualClock& World::clock() const { return impl_->state.clock; }
VirtualClock& World::clock() { return impl_->state.clock; }
FakeGoogle& World::google() { return impl_->google; }
FakeHubSpot& World::hubspot() { return impl_->hubspot; }
FaultPlan& World::faults() { return impl_->state.faults; }
Journal& World::journal() { return impl_->state.journal; }
const Journal& World::journal() const { return impl_->state.journal; }

Endpoint& World::endpoint(Service service) {
  return service == Service::google ? impl_->google_endpoint : impl_->hubspot_endpoint;
}

Endpoint& World::control_endpoint() { return impl_->control_endpoint; }
Clock& World::connector_clock() { return impl_->connector_clock; }

std::unique_lock<std::mutex> World::lock() { return std::unique_lock(impl_->state.mutex); }

bool World::run_until_quiet(Duration at_most) {
  const Instant deadline = clock().now() + at_most;
  for (;;) {
    std::optional<Instant> webhook = hubspot().next_webhook_due();
    if (webhook && *webhook <= clock().now()) {
      webhook.reset();  // Time does not deliver it.
    }
    // nullopt is before every instant: the last of them is when all is done.
    const std::optional<Instant> due =
        std::max({clock().next_due(), google().settles_at(), hubspot().settles_at(), webhook});
    if (!due) {
      return true;
    }
    if (*due > deadline) {
      clock().sleep_until(deadline);
      return false;
    }
    clock().sleep_until(*due);
  }
}

void World::on_exchange(ExchangeHook hook) { impl_->state.hooks.add(std::move(hook)); }

std::vector<std::string> World::unreached_hooks() const { return impl_->state.hooks.unreached(); }

bool World::connector_crashed() const noexcept { return impl_->state.crash.crashed(); }
void World::revive_connector() noexcept { impl_->state.crash.revive(); }

void World::set_crash_handler(std::function<void()> handler) {
  impl_->state.crash.set_handler(std::move(handler));
}

bool World::has_due_webhooks() {
  const auto held = lock();
  const std::optional<Instant> due = impl_->hubspot.next_webhook_due();
  return due && *due <= impl_->state.clock.now();
}

std::vector<WebhookDelivery> World::take_due_webhooks() {
  const auto held = lock();
  return impl_->options.webhooks_by_hand ? std::vector<WebhookDelivery>()
                                         : impl_->hubspot.take_due_webhooks();
}

void World::webhook_answered(const WebhookDelivery& delivery, std::optional<int> status) {
  const auto held = lock();
  if (impl_->hubspot.webhook_answered(delivery.id, status)) {
    impl_->state.journal.append(webhook_entry(delivery, status, impl_->state.clock.now()));
  }
}

void World::note_user_action(std::string what, const nlohmann::json& details) {
  JournalEntry entry;
  entry.at = impl_->state.clock.now();
  entry.source = "user";
  entry.operation = std::move(what);
  entry.details = details.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  impl_->state.journal.append(std::move(entry));
}

}  // namespace lockstep::sim
