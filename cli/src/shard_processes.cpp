#include "shard_processes.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <sstream>
#include <utility>

#include "child_command.h"
#include "interrupt.h"

namespace lockstep::cli {
namespace {

constexpr const char* kThisProgram = "/proc/self/exe";
constexpr const char* kProgress = "progress ";

struct Shard {
  RunningChild child;
  std::string rest{};  ///< What was read after the last whole line.
  std::string last{};  ///< The last line that does not tell progress.
  std::uint64_t done = 0;
  std::uint64_t red = 0;
};

class Watch {
 public:
  explicit Watch(const ShardProcesses& wanted) : wanted_(&wanted) {}

  Result<std::vector<std::string>> run() {
    const Result<void> started = start_all();
    if (!started) {
      end_all();
    }
    while (std::ranges::any_of(shards_, [](const Shard& one) { return one.child.output >= 0; })) {
      if (interrupted()) {
        end_all();
      }
      read_some();
    }
    std::vector<std::string> results;
    std::string trouble;
    for (Shard& shard : shards_) {
      const int code = wait_for_child(shard.child.id);
      if (shard.last.empty()) {
        trouble = "a shard ended with " + std::to_string(code) + " and without a result";
      }
      results.push_back(std::move(shard.last));
    }
    if (!started) {
      return Failure{started.error()};
    }
    if (!trouble.empty()) {
      return failure(ErrorKind::unavailable, trouble, "explore");
    }
    return results;
  }

 private:
  Result<void> start_all() {
    for (std::uint64_t number = 1; number <= wanted_->count; ++number) {
      std::vector<std::string> command = {kThisProgram};
      command.insert(command.end(), wanted_->arguments.begin(), wanted_->arguments.end());
      command.insert(command.end(),
                     {"--shard", std::to_string(number) + "/" + std::to_string(wanted_->count)});
      const Result<RunningChild> child = start_child(command);
      if (!child) {
        return Failure{child.error()};
      }
      shards_.push_back({.child = *child});
    }
    return {};
  }

  void end_all() {
    if (!std::exchange(are_told_to_end_, true)) {
      for (const Shard& shard : shards_) {
        kill(shard.child.id, SIGTERM);
      }
    }
  }

  /// Waits until one of them says something.
  void read_some() {
    std::vector<pollfd> waiting;
    for (const Shard& shard : shards_) {
      waiting.push_back({shard.child.output, POLLIN, 0});  // A negative one is passed over.
    }
    if (poll(waiting.data(), waiting.size(), -1) <= 0) {
      return;  // A signal has come.
    }
    for (std::size_t at = 0; at < shards_.size(); ++at) {
      if (waiting[at].revents != 0) {
        read_from(shards_[at]);
      }
    }
  }

  void read_from(Shard& shard) {
    std::array<char, 65'536> buffer{};
    const ssize_t bytes = read(shard.child.output, buffer.data(), buffer.size());
    if (bytes < 0 && errno == EINTR) {
      return;
    }
    if (bytes <= 0) {
      close(std::exchange(shard.child.output, -1));
      return;
    }
    shard.rest.append(buffer.data(), static_cast<std::size_t>(bytes));
    for (std::size_t end = shard.rest.find('\n'); end != std::string::npos;
         end = shard.rest.find('\n')) {
      take(shard, shard.rest.substr(0, end));
      shard.rest.erase(0, end + 1);
    }
  }

  void take(Shard& shard, std::string line) {
    if (!line.starts_with(kProgress)) {
      shard.last = std::move(line);
      return;
    }
    std::istringstream numbers(line.substr(std::string(kProgress).size()));
    numbers >> shard.done >> shard.red;
    if (wanted_->progress) {
      std::uint64_t done = 0;
      std::uint64_t red = 0;
      for (const Shard& one : shards_) {
        done += one.done;
        red += one.red;
      }
      wanted_->progress(done, red);
    }
  }

  const ShardProcesses* wanted_;
  std::vector<Shard> shards_;
  bool are_told_to_end_ = false;
};

}  // namespace

Result<std::vector<std::string>> run_shards(const ShardProcesses& shards) {
  return Watch(shards).run();
}

std::string progress_line(std::uint64_t done, std::uint64_t red) {
  return kProgress + std::to_string(done) + " " + std::to_string(red);
}

}  // namespace lockstep::cli
