#include "sync_loop.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/core/access_tokens.h"
#include "lockstep/core/config.h"
#include "lockstep/core/engine.h"
#include "lockstep/report/foreign_text.h"

#include "command.h"
#include "interrupt.h"
#include "pass_progress_line.h"
#include "service_doors.h"
#include "stoppable.h"
#include "sync_clock.h"
#include "sync_summary.h"
#include "webhook_hint.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Between two passes, however many webhooks come: several passes a second would use up quotas.
constexpr Duration kPassesApart{2'000};

/// Virtual time costs a request a look, real time nothing.
constexpr Duration kVirtualSlice{10'000};
constexpr Duration kRealSlice{100};

class Log {
 public:
  explicit Log(bool json) : json_(json) {}

  void event(Instant at, const char* name, const Json& members, const std::string& text) const {
    if (json_) {
      Json line{{"time", format_timestamp(at)}, {"event", name}};
      line.update(members);
      print(line.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n");
    } else {
      print(format_timestamp(at) + " " + report::terminal_line(text) + "\n");
    }
  }

  void error(Instant at, const Error& error) const {
    event(at, "error",
          {{"kind", to_string(error.kind)}, {"message", error.message}, {"source", error.source}},
          error.source + ": " + error.message);
  }

  void pass(const LoggedPass& pass) const { print(json_ ? log_json(pass) : log_text(pass)); }

 private:
  /// Whole lines, at once: someone may be following.
  static void print(const std::string& lines) { std::cout << lines << std::flush; }

  bool json_;
};

class SyncLoop {
 public:
  SyncLoop(const SyncLoopOptions& options, Config config, SyncClock& clock)
      : options_(options),
        config_(std::move(config)),
        time_(clock),
        clock_(clock.clock(), clock.is_virtual() ? kVirtualSlice : kRealSlice),
        log_(options.json) {}

  int run(WebhookHint* hint) {
    for (std::size_t pass = 0; !interrupted(); ++pass) {
      if (options_.passes && pass >= *options_.passes) {
        return failed_ ? kFailed : kDone;
      }
      if (pass > 0) {
        wait(hint);
        if (time_.error()) {
          return kEnvironment;  // Without a clock passes would follow each other without a pause.
        }
        if (interrupted()) {
          break;
        }
        if (!read_config_again()) {
          continue;
        }
      }
      if (hint != nullptr) {
        hint->take();
      }
      if (const int exit_code = run_one(); exit_code != kDone) {
        return exit_code;
      }
    }
    log_.event(clock_.now(), "stopped", Json::object(), "stopped by a signal");
    return kDone;
  }

 private:
  void wait(const WebhookHint* hint) {
    const Instant ended = clock_.now();
    clock_.wait_until(ended + kPassesApart, [] { return false; });
    clock_.wait_until(started_ + options_.every,
                      [&] { return hint != nullptr && hint->has_come(); });
    started_ = clock_.now();
  }

  bool read_config_again() {
    Result<Config> config = load_config(options_.config);
    if (!config) {
      failed_ = true;
      log_.error(started_, config.error());
      return false;
    }
    config_ = std::move(*config);
    return true;
  }

  int run_one() {
    started_ = clock_.now();
    const Result<ServiceDoors> doors = open_doors(config_);
    if (!doors) {
      failed_ = true;
      log_.error(started_, doors.error());
      return kDone;
    }
    PassProgressLine progress;
    StoppableTransport hubspot(*doors->hubspot.api);
    StoppableTransport google(*doors->google.api);
    StoppableTransport hubspot_token(doors->hubspot.token_endpoint());
    StoppableTransport google_token(doors->google.token_endpoint());
    try {
      const Result<PassSummary> summary = run_pass(config_, {.hubspot = hubspot,
                                                             .google = google,
                                                             .clock = clock_,
                                                             .hubspot_token = &hubspot_token,
                                                             .google_token = &google_token,
                                                             .observer = &progress,
                                                             .tokens = &tokens_});
      progress.clear();
      failed_ = failed_ || !summary || summary->error();
      if (!summary) {
        log_.error(started_, summary.error());
        return summary.error().kind == ErrorKind::corrupt_state ? kEnvironment : kDone;
      }
      log_.pass({started_, clock_.now() - started_, *summary});
    } catch (const Stopped&) {
      progress.clear();
    }
    return kDone;
  }

  const SyncLoopOptions& options_;
  Config config_;
  AccessTokens tokens_;
  SyncClock& time_;
  StoppableClock clock_;
  Log log_;
  Instant started_{};
  bool failed_ = false;
};

}  // namespace

int run_sync_loop(const SyncLoopOptions& options) {
  Result<Config> config = load_config(options.config);
  if (!config) {
    return report_error(config.error());
  }
  Result<SyncClock> clock = SyncClock::of(*config);
  Result<SyncClock> hint_clock = SyncClock::of(*config);  // The listener asks on its own threads.
  if (!clock || !hint_clock) {
    return report_error(clock ? hint_clock.error() : clock.error());
  }
  catch_interrupts();
  const Log log(options.json);
  std::unique_ptr<WebhookHint> hint;
  if (options.webhook_port) {
    auto started = WebhookHint::start({.port = *options.webhook_port,
                                       .url = options.webhook_url,
                                       .client_secret = config->hubspot.client_secret},
                                      hint_clock->clock());
    if (!started) {
      return report_error(started.error());
    }
    hint = std::move(*started);
    log.event(clock->clock().now(), "listening", {{"url", hint->url()}},
              "listening for webhooks to " + hint->url());
  }
  const int exit_code = SyncLoop(options, std::move(*config), *clock).run(hint.get());
  if (const auto problem = clock->error()) {
    return report_error(*problem);
  }
  return exit_code;
}

}  // namespace lockstep::cli
