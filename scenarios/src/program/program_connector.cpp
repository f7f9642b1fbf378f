#include "lockstep/scenario/program_connector.h"

#include <nlohmann/json.hpp>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "lockstep/base/text.h"

#include "json.h"
#include "program/program_output.h"
#include "program/stopwatch.h"
#include "program/supervised_process.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has no header for it.

namespace lockstep::scenario {
namespace {

/// How long a long-running program may take to end when its input has ended.
constexpr Duration kFarewell{2'000};

enum class Came { end, answer, hang, flood };

/// This process's environment without what is Lockstep's own, and `added`.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!text.starts_with("LOCKSTEP_") && !added.contains(text.substr(0, text.find('=')))) {
      entries.push_back(text);
    }
  }
  for (const auto& [name, value] : added) {
    entries.push_back(name + '=' + value);
  }
  return entries;
}

std::string name_of_signal(int number) {
  const char* const name = sigabbrev_np(number);
  return "signal " + std::to_string(number) +
         (name == nullptr ? "" : " (SIG" + std::string(name) + ")");
}

/// `message`, and the last line that the program wrote: where most languages say what is wrong.
std::string with_last_line(std::string message, std::string_view words) {
  words = trim(words);
  const std::size_t start = words.rfind('\n');
  const std::string_view last = start == std::string_view::npos ? words : words.substr(start + 1);
  return last.empty() ? std::move(message) + ", and said nothing"
                      : std::move(message) + "; its last line: " + std::string(trim(last));
}

class ProgramConnector final : public Connector {
 public:
  explicit ProgramConnector(ConnectorFile file)
      : file_(std::move(file)), said_(file_.output_bytes_max) {}

  [[nodiscard]] const ConnectorInfo& info() const override { return file_.info; }

  Result<void> start(const WorldAccess& world) override {
    world_ = world;
    pass_ = 0;
    return {};
  }

  PassOutcome sync(const std::filesystem::path& config) override {
    PassOutcome outcome = run_pass(config);
    outcome.words = said_.tail();
    return outcome;
  }

  /// On the thread of an exchange, which must not wait.
  void kill() override {
    const std::scoped_lock lock(mutex_);
    if (process_) {
      process_->kill();
    }
  }

  void stop() override {
    if (process_) {
      process_->close_input();
      if (await(kFarewell, /*takes_answers=*/false) != Came::end) {
        process_->kill();
      }
      static_cast<void>(finish());
    }
    world_ = {};
  }

 private:
  PassOutcome run_pass(const std::filesystem::path& config) {
    ++pass_;
    said_.begin_pass();
    const bool lives_on = file_.mode == ProgramMode::long_running;
    const bool is_new = !process_;
    if (is_new) {
      if (auto launched = launch(config); !launched) {
        return {PassEnd::not_started, launched.error().source + ' ' + launched.error().message};
      }
    }
    if (!lives_on) {
      process_->close_input();
      return wait_for_the_end(file_.pass_time);
    }
    const Json command = {{"do", "sync"}, {"pass", pass_}, {"config", config.string()}};
    // A program that has ended does not take it; how it ended is told below.
    process_->write_line(command.dump());
    return wait_for_the_answer(file_.pass_time + (is_new ? file_.start_time : Duration(0)));
  }

  Result<void> launch(const std::filesystem::path& config) {
    SupervisedProgram program;
    program.program = file_.program.string();
    program.arguments = file_.command;
    program.working_directory = file_.working_directory.string();
    std::map<std::string, std::string> added = file_.environment;
    if (file_.mode == ProgramMode::process_per_pass) {
      added["LOCKSTEP_CONFIG"] = config.string();
    }
    program.environment = environment_with(added);
    auto started = SupervisedProcess::start(program);
    if (!started) {
      return Failure{started.error()};
    }
    said_ = ProgramOutput(file_.output_bytes_max);
    const std::scoped_lock lock(mutex_);
    process_.emplace(std::move(*started));
    return {};
  }

  /// Reads what the program says until something has come of it.
  Came await(Duration limit, bool takes_answers) {
    const Stopwatch watch;
    std::array<pollfd, 3> waiting{{{process_->output(), POLLIN, 0},
                                   {process_->errors(), POLLIN, 0},
                                   {process_->ended(), POLLIN, 0}}};
    for (;;) {
      if (takes_answers && find_answer()) {
        return Came::answer;
      }
      const Duration left = limit - watch.elapsed();
      if (left <= Duration(0)) {
        return Came::hang;
      }
      if (poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) <= 0) {
        continue;  // EINTR, or the time is up.
      }
      if (waiting[0].revents != 0 && !said_.read_output(process_->output())) {
        waiting[0].fd = -1;  // Closed; poll() passes it over.
      }
      if (waiting[1].revents != 0 && !said_.read_errors(process_->errors())) {
        waiting[1].fd = -1;
      }
      if (said_.is_flood()) {
        return Came::flood;
      }
      // What is still in the pipes is the program's last word: nobody is left to write more.
      if (waiting[2].revents != 0 && waiting[0].revents == 0 && waiting[1].revents == 0) {
        return Came::end;
      }
    }
  }

  bool find_answer() {
    while (const std::optional<std::string> line = said_.take_line()) {
      answer_ = Json::parse(*line, nullptr, /*allow_exceptions=*/false);
      // A command that comes back is no log line: the program only repeats what it reads.
      if (answer_.is_object() && (answer_.contains("done") || answer_.contains("do"))) {
        return true;
      }
    }
    return false;
  }

  ProgramEnd finish() {
    const ProgramEnd end = process_->wait();
    const std::scoped_lock lock(mutex_);
    process_.reset();
    return end;
  }

  PassOutcome wait_for_the_end(Duration limit) {
    const Came came = await(limit, /*takes_answers=*/false);
    if (came != Came::end) {
      return kill_for(came, limit);
    }
    return outcome_of(finish());
  }

  PassOutcome wait_for_the_answer(Duration limit) {
    const Came came = await(limit, /*takes_answers=*/true);
    if (came == Came::end) {
      PassOutcome outcome = outcome_of(finish());
      if (outcome.end == PassEnd::done || outcome.end == PassEnd::failed) {
        outcome.end = PassEnd::left_protocol;
        outcome.message = with_last_line("it ended before it had answered", said_.tail());
      }
      return outcome;
    }
    if (came != Came::answer) {
      return kill_for(came, limit);
    }
    if (world_.crashed()) {
      process_->kill();
      static_cast<void>(finish());
      return {PassEnd::killed, "killed by the scenario"};
    }
    const bool is_ours = answer_.value("done", Json()) == "sync" &&
                         answer_.value("pass", Json()) == pass_ && answer_.contains("ok") &&
                         answer_.at("ok").is_boolean();
    if (!is_ours) {
      const Json right = {{"done", "sync"}, {"pass", pass_}, {"ok", true}};
      return {PassEnd::left_protocol,
              "it answered " +
                  answer_.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 500) +
                  " where " + right.dump() + " was due"};
    }
    if (answer_.at("ok") == Json(true)) {
      return {};
    }
    const Json message = answer_.value("message", Json());
    return {PassEnd::failed, message.is_string()
                                 ? message.get<std::string>()
                                 : with_last_line("without a message", said_.tail())};
  }

  PassOutcome kill_for(Came came, Duration limit) {
    process_->kill();
    static_cast<void>(finish());
    if (world_.crashed()) {
      return {PassEnd::killed, "killed by the scenario"};
    }
    if (came == Came::hang) {
      return {PassEnd::hung,
              with_last_line(
                  "no end within " + std::to_string(limit.count() / 1000) + " s of real time",
                  said_.tail())};
    }
    return {PassEnd::flooded, with_last_line("more than " + std::to_string(file_.output_bytes_max) +
                                                 " bytes of output",
                                             said_.tail())};
  }

  [[nodiscard]] PassOutcome outcome_of(const ProgramEnd& end) const {
    if (world_.crashed()) {
      return {PassEnd::killed, "killed by the scenario"};
    }
    PassOutcome outcome;
    outcome.left_processes = end.left_processes;
    if (end.by_signal) {
      outcome.end = PassEnd::died;
      outcome.message = with_last_line("ended by " + name_of_signal(end.number), said_.tail());
    } else if (end.number != 0) {
      outcome.end = PassEnd::failed;
      outcome.message = with_last_line("exit code " + std::to_string(end.number), said_.tail());
    }
    return outcome;
  }

  ConnectorFile file_;
  WorldAccess world_;
  int pass_ = 0;
  ProgramOutput said_;
  Json answer_;
  std::mutex mutex_;  ///< Guards whether there is a process, against kill().
  std::optional<SupervisedProcess> process_;
};

}  // namespace

std::string_view to_string(PassEnd end) noexcept {
  switch (end) {
    case PassEnd::done: return "came to its end";
    case PassEnd::failed: return "gave up";
    case PassEnd::killed: return "was killed";
    case PassEnd::died: return "was ended by a signal";
    case PassEnd::hung: return "hung";
    case PassEnd::flooded: return "flooded";
    case PassEnd::left_protocol: return "left the protocol";
    case PassEnd::not_started: return "could not be started";
  }
  return "?";
}

std::unique_ptr<Connector> make_program_connector(const ConnectorFile& file) {
  return std::make_unique<ProgramConnector>(file);
}

}  // namespace lockstep::scenario
