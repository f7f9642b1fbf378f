#include "scenario_run.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "lockstep/scenario/needs.h"

#include "connector_config.h"
#include "stores.h"

namespace lockstep::scenario {
namespace {

std::size_t records_of(const Given& given) {
  std::size_t count = given.hubspot.size() + given.google.size();
  for (const Fill& fill : given.fill) {
    count += fill.count;
  }
  return count;
}

}  // namespace

ScenarioRun::ScenarioRun(const Scenario& scenario, Connector& connector, Doors* doors,
                         std::filesystem::path folder, std::uint64_t seed,
                         std::shared_ptr<descriptions::AnswerRecorder> answers, bool varies,
                         bool watched)
    : scenario_(&scenario),
      connector_(&connector),
      answers_(std::move(answers)),
      doors_(doors),
      folder_(std::move(folder)),
      watch_(watched ? std::make_shared<RecordWatch>(answers_) : nullptr),
      stage_(scenario, seed, watched ? std::shared_ptr<sim::AnswerObserver>(watch_) : answers_,
             varies),
      started_(stage_.world().clock().now()) {
  story_.scenario = scenario_;
  story_.stage = &stage_;
  story_.state_dir = folder_ / "state";
  change_settings(std::string(kMainAccount), Json::parse(scenario.given.settings.text));
  for (const GivenAccount& account : scenario.given.accounts) {
    change_settings(account.name, Json::parse(account.settings.text));
  }
}

void ScenarioRun::change_settings(const std::string& account, const Json& patch) {
  Json& connection = connections_.try_emplace(account, default_connection()).first->second;
  connection.merge_patch(patch);
  story_.settings[account].push_back(connection);
}

std::string ScenarioRun::stores() const {
  const auto lock = stage_.world().lock();
  return stores_of(stage_);
}

Duration ScenarioRun::virtual_time() { return stage_.world().clock().now() - started_; }

void ScenarioRun::run() {
  for (const std::string& need : needs_of(*scenario_)) {
    if (!connector_->info().claims.contains(need)) {
      add_for_all_rules(Verdict::not_applicable, "the connector does not claim \"" + need + '"');
      return;
    }
  }
  if (const auto started = start(); !started) {
    add_for_all_rules(Verdict::harness_error, started.error().message);
  } else if (const auto done = carry_out(); !done) {
    add_for_all_rules(Verdict::harness_error, done.error().message);
  } else if (hung_) {
    add_for_other_rules(Verdict::not_exercised, "the connector hung before it came to this");
  } else if (const std::string why = unreached(); !why.empty() && !faults_may_miss_) {
    add_for_all_rules(Verdict::harness_error, why);
  } else if (const std::string what = undescribed(); !what.empty()) {
    add_for_all_rules(Verdict::harness_error, what);
  } else {
    judge();
  }
  finish();
}

void ScenarioRun::finish() {
  connector_->stop();
  if (doors_ != nullptr) {
    doors_->close();
  }
}

Result<void> ScenarioRun::start() {
  if (const auto set_up = stage_.set_up(); !set_up) {
    return failure(set_up.error().kind, "given: " + set_up.error().message, scenario_->name);
  }
  const bool waits_virtually = connector_->info().claims.contains("virtual_time");
  access_ = doors_ != nullptr
                ? doors_->serve(stage_.world(),
                                waits_virtually ? TimeFlow::virtual_only : TimeFlow::as_real)
                : direct_access(stage_.world());
  stage_.world().set_crash_handler([this] { connector_->kill(); });
  std::error_code error;
  std::filesystem::create_directories(story_.state_dir, error);
  if (error) {
    return failure(ErrorKind::unavailable, "no place for the connector's state: " + error.message(),
                   story_.state_dir.string());
  }
  return connector_->start(access_);
}

Result<void> ScenarioRun::act(const UserAction& action) {
  const auto done = stage_.act(action);
  look_again();
  return done;
}

void ScenarioRun::look_again() {
  if (watch_ != nullptr) {
    watch_->look_again();
  }
}

Result<void> ScenarioRun::carry_out() {
  if (watch_ != nullptr) {
    const auto lock = stage_.world().lock();
    watch_->begin(stage_, records_of(scenario_->given));
  }
  for (std::size_t index = 0; index < scenario_->when.size(); ++index) {
    story_.step_begin.push_back(journal().size());
    const Step& step = scenario_->when[index];
    auto done = carry_out(step);
    if (done && !hook_mistake_.empty()) {
      done = failure(ErrorKind::not_found, hook_mistake_, scenario_->name);
    }
    if (!done) {
      return failure(done.error().kind,
                     "when[" + std::to_string(index) + "] (line " + std::to_string(step.line) +
                         "): " + done.error().message,
                     scenario_->name);
    }
    if (hung_) {
      break;
    }
  }
  return {};
}

Result<void> ScenarioRun::carry_out(const Step& step) {
  if (const auto* const sync = std::get_if<SyncPasses>(&step.what)) {
    for (int number = 0; number < sync->passes; ++number) {
      if (auto passed = pass(*sync); !passed || hung_) {
        return passed;
      }
    }
    return {};
  }
  const auto lock = stage_.world().lock();
  if (const auto* const action = std::get_if<UserAction>(&step.what)) {
    return act(*action);
  }
  if (const auto* const wait = std::get_if<WaitFor>(&step.what)) {
    stage_.world().clock().sleep_for(wait->time);
  } else if (const auto* const change = std::get_if<ChangeSettings>(&step.what)) {
    Json patch = Json::parse(change->patch.text);
    change_settings(change->account, patch);
    if (change->account != kMainAccount) {
      patch["account"] = change->account;
    }
    stage_.world().note_user_action("change settings", patch);
  } else if (const auto* const during = std::get_if<During>(&step.what)) {
    arm(*during);
  } else {
    std::error_code error;
    std::filesystem::remove_all(story_.state_dir, error);
    std::filesystem::create_directories(story_.state_dir, error);
    stage_.world().note_user_action("lose state", Json::object());
  }
  return {};
}

void ScenarioRun::arm(const During& during) {
  sim::ExchangeHook hook;
  hook.operation = during.operation;
  hook.nth = during.call;
  hook.moment = during.before ? sim::HookMoment::before : sim::HookMoment::after;
  hook.action = [this, &during] {
    for (const UserAction& action : during.actions) {
      if (const auto done = act(action); !done && hook_mistake_.empty()) {
        hook_mistake_ = "during " + during.operation + ": " + done.error().message;
      }
    }
  };
  stage_.world().on_exchange(std::move(hook));
}

Result<void> ScenarioRun::pass(const SyncPasses& passes) {
  const std::filesystem::path config = folder_ / "config.json";
  std::filesystem::path state_dir = story_.state_dir;
  if (passes.second_tool) {
    state_dir += "-of-the-second-tool";
    std::error_code error;
    std::filesystem::create_directories(state_dir, error);
    if (error) {
      return failure(ErrorKind::unavailable, "no place for the second tool: " + error.message(),
                     state_dir.string());
    }
  }
  PassRecord record;
  {
    const auto lock = stage_.world().lock();
    const Json json = connector_config(connections_, access_, state_dir, stage_);
    if (auto written = write_file(config, json.dump(2) + "\n"); !written) {
      return written;
    }
    record.connections = connections_;
    record.journal_begin = journal().size();
    stage_.world().revive_connector();
  }
  record.outcome = sync(config);
  if (record.outcome.end == PassEnd::killed && restarts_) {
    {
      const auto lock = stage_.world().lock();
      stage_.world().revive_connector();
    }
    record.outcome = sync(config);
  }
  {
    const auto lock = stage_.world().lock();
    record.journal_end = journal().size();
    look_again();
  }
  const PassOutcome outcome = record.outcome;
  story_.passes.push_back(std::move(record));
  keep_memory();
  if (judges_each_pass_) {
    judge_on_the_way();
  }
  return note_end(outcome, passes.may_fail);
}

PassOutcome ScenarioRun::sync(const std::filesystem::path& config) {
  if (doors_ != nullptr) {
    doors_->begin_pass();
  }
  PassOutcome outcome = connector_->sync(config);
  if (doors_ != nullptr) {
    doors_->end_pass();
  }
  return outcome;
}

Result<void> ScenarioRun::note_end(const PassOutcome& outcome, bool may_fail) {
  const std::size_t number = story_.passes.size();
  const std::string pass = "pass " + std::to_string(number);
  if (outcome.end == PassEnd::not_started) {
    return failure(ErrorKind::unavailable,
                   pass + " could not be started: " + shortened(outcome.message), scenario_->name);
  }
  pass_ends_.push_back({scenario_->name, number, std::string(to_string(outcome.end)),
                        shortened(outcome.message), outcome.words, outcome.left_processes});
  const bool is_fine = outcome.end == PassEnd::done || outcome.end == PassEnd::killed ||
                       (outcome.end == PassEnd::failed && may_fail);
  if (!is_fine) {
    add(scenario_->rules.front(), kScenarioStep,
        broken(pass + " " + std::string(to_string(outcome.end)), "a pass that ends",
               shortened(outcome.message)),
        "");
  }
  hung_ = outcome.end == PassEnd::hung;
  return {};
}

std::vector<std::size_t> ScenarioRun::reached_faults() const {
  const auto lock = stage_.world().lock();
  const std::vector<sim::ArmedFault>& armed = stage_.world().faults().armed();
  std::vector<std::size_t> reached;
  for (std::size_t at = 0; at < stage_.own_faults(); ++at) {
    if (armed[at].reached > 0) {
      reached.push_back(at);
    }
  }
  return reached;
}

std::string ScenarioRun::unreached() const {
  const auto lock = stage_.world().lock();
  std::string names;
  const std::vector<sim::ArmedFault>& armed = stage_.world().faults().armed();
  for (std::size_t at = 0; at < stage_.own_faults(); ++at) {
    const sim::FaultRule& rule = armed[at].rule;
    if (armed[at].reached > 0) {
      continue;
    }
    names += (names.empty() ? "" : "; ") + std::string(to_string(kind_of(rule.fault))) + " at " +
             rule.operation + ", request " + std::to_string(rule.first);
  }
  for (const std::string& hook : stage_.world().unreached_hooks()) {
    names += (names.empty() ? "during " : "; during ") + hook;
  }
  return names.empty() ? "" : "never reached, so nothing was tested: " + names;
}

std::string ScenarioRun::undescribed() const {
  std::string list;
  if (answers_ != nullptr) {
    for (const descriptions::AnswerViolation& violation : answers_->violations()) {
      list += (list.empty() ? "" : "; ") + to_string(violation);
    }
  }
  return list.empty() ? "" : "a fake answered as its service's description does not allow: " + list;
}

}  // namespace lockstep::scenario
