// The sync engine at several sizes, up to the largest address book, over HTTP on loopback: each
// pass in a process of its own, and beside the first one the least that its calls can cost.
//
//   cmake --preset release -DLOCKSTEP_BUILD_BENCH=ON && cmake --build build/release -j2
//   build/release/bench/lockstep_sync_bench > docs/performance.md
//
// --pairs N measures one size.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "book.h"
#include "measured.h"

namespace lockstep::bench {
namespace {

constexpr int kRounds = 3;  ///< A first pass and the bound take turns: the machine's speed varies.
constexpr int kPasses = 5;
constexpr int kChanges = 10;

/// Runs this program again with arguments that need no quoting.
Cost in_child(const std::string& what, const std::filesystem::path& file) {
  const std::string command =
      std::filesystem::read_symlink("/proc/self/exe").string() + " " + what + " " + file.string();
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) {
    throw std::runtime_error("no child");
  }
  std::string line;
  for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) {
    line += static_cast<char>(letter);
  }
  if (pclose(pipe) != 0) {
    throw std::runtime_error("the child failed: " + command);
  }
  return from_line(line);
}

Cost median_of(std::vector<Cost> costs) {
  std::ranges::sort(costs, {}, &Cost::cpu_seconds);
  return costs[costs.size() / 2];
}

struct Measured {
  int pairs = 0;
  Cost first;
  Cost bound;
  Cost quiet;
  Cost changed;
};

Measured measure(int pairs, const std::filesystem::path& folder) {
  Measured measured{.pairs = pairs, .first = {}, .bound = {}, .quiet = {}, .changed = {}};
  std::filesystem::create_directories(folder);
  Book book(pairs, folder);
  std::vector<Cost> first;
  std::vector<Cost> bound;
  for (int round = 0; round < kRounds; ++round) {
    book.begin_again();
    first.push_back(in_child("engine", book.write_config()));
    if (first.back().in_sync != static_cast<std::size_t>(pairs)) {
      throw std::runtime_error("not everything is in sync after the first pass");
    }
    const auto recording = book.record();
    bound.push_back(in_child("bound", Book::file_of(*recording)));
  }
  measured.first = median_of(std::move(first));
  measured.bound = median_of(std::move(bound));
  std::cerr << pairs << " pairs: first pass " << measured.first.cpu_seconds << " s of CPU, bound "
            << measured.bound.cpu_seconds << " s\n";
  book.edit(0);
  static_cast<void>(in_child("engine", book.write_config()));  // Search's lag is over now.
  std::vector<Cost> quiet;
  std::vector<Cost> changed;
  for (int pass = 0; pass < kPasses; ++pass) {
    book.edit(kChanges);
    changed.push_back(in_child("engine", book.write_config()));
    book.edit(0);
    static_cast<void>(in_child("engine", book.write_config()));
    book.edit(0);
    quiet.push_back(in_child("engine-again", book.write_config()));
  }
  measured.quiet = median_of(std::move(quiet));
  measured.changed = median_of(std::move(changed));
  if (measured.quiet.written != 0 || measured.changed.written != kChanges) {
    throw std::runtime_error("a pass wrote something else than was changed");
  }
  return measured;
}

void print(const std::vector<Measured>& rows) {
  std::printf(
      "# Performance of the sync engine\n\n"
      "Each pass is a process of its own that talks to the fakes over HTTP on loopback, quotas "
      "off.\n"
      "CPU is the engine's, from reading the state to closing it; the start of the process and\n"
      "libphonenumber's tables aside. A third of the pairs were in both apps before the first "
      "pass, a\n"
      "third in each alone. The bound sends the same requests to a server that answers with the "
      "same\n"
      "bytes; it parses and writes the JSON with nlohmann/json, stores every contact as a row and\n"
      "parses every phone number once, and decides nothing. Medians: of %d rounds, in which both "
      "take\n"
      "turns, and of %d passes where nothing or %d contacts changed. The pass without changes is "
      "the\n"
      "second one of its process, as in `lockstep sync --every`; the first one also pays for "
      "loading\n"
      "code.\n\n"
      "| pairs | first pass: CPU s | bound: CPU s | ratio | wall s | bound: wall s | ratio | "
      "requests | "
      "peak MB | no changes: CPU ms | requests | %d changes: CPU ms | requests |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
      kRounds, kPasses, kChanges, kChanges);
  for (const Measured& row : rows) {
    std::printf(
        "| %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %zu | %.0f | %.2f | %zu | %.2f | %zu |\n",
        row.pairs, row.first.cpu_seconds, row.bound.cpu_seconds,
        row.first.cpu_seconds / row.bound.cpu_seconds, row.first.wall_seconds,
        row.bound.wall_seconds, row.first.wall_seconds / row.bound.wall_seconds, row.first.requests,
        row.first.peak_megabytes, row.quiet.cpu_seconds * 1e3, row.quiet.requests,
        row.changed.cpu_seconds * 1e3, row.changed.requests);
  }
  std::printf(
      "\nFrom %d to %d pairs a pass with %d changes costs %.2f times as much.\n\n"
      "Made by `build/release/bench/lockstep_sync_bench`.\n",
      rows.front().pairs, rows.back().pairs, kChanges,
      rows.back().changed.cpu_seconds / rows.front().changed.cpu_seconds);
}

int run(const std::vector<std::string>& arguments) {
  std::vector<int> sizes = {999, 4'998, 24'750};
  if (arguments.size() == 2 && arguments[0] == "--pairs") {
    sizes = {std::stoi(arguments[1])};
  } else if (arguments.size() == 2) {
    const std::string& what = arguments[0];
    const Cost cost = what == "bound" ? run_bound(arguments[1])
                                      : run_engine(arguments[1], what == "engine-again" ? 2 : 1);
    std::cout << to_line(cost);
    return 0;
  }
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("lockstep-sync-bench-" + std::to_string(getpid()));
  std::vector<Measured> rows;
  for (const int pairs : sizes) {
    rows.push_back(measure(pairs, folder / std::to_string(pairs)));
  }
  std::filesystem::remove_all(folder);
  print(rows);
  return 0;
}

}  // namespace
}  // namespace lockstep::bench

int main(int count, char** arguments) {
  try {
    return lockstep::bench::run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::cerr << "lockstep_sync_bench: " << error.what() << "\n";
    return 1;
  }
}
