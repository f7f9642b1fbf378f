#include "hunt.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "mutant.h"
#include "out_of_reach.h"

namespace lockstep::explore {
namespace {

/// Enough to see that a mutant is out of reach no longer.
constexpr std::uint64_t kBudgetOutOfReach = 100;

std::uint64_t budget_for(std::string_view mutant, const CampaignOptions& options,
                         std::uint64_t budget) {
  const bool is_out_of_reach = options.comes_to_every_rule && lack_for(mutant);
  return is_out_of_reach ? std::min(budget, kBudgetOutOfReach) : budget;
}

}  // namespace

Result<std::vector<CanaryResult>> hunt(
    const CampaignOptions& options, std::uint64_t budget, std::size_t jobs,
    const std::function<void(std::size_t done, std::size_t all)>& progress) {
  const std::vector<mutants::Mutant>& all = mutants::all_mutants();
  std::vector<CanaryResult> results(all.size());
  std::optional<Error> error;
  std::mutex mutex;
  std::size_t done = 0;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < all.size(); at = next++) {
      const Canary canary{std::string(all[at].id),
                          [&mutant = all[at]] { return mutants::make_mutant_connector(mutant); }};
      Result<CanaryResult> found =
          search_for(canary, options, budget_for(all[at].id, options, budget));
      const std::scoped_lock lock(mutex);
      if (!found) {
        error = found.error();
        return;
      }
      results[at] = std::move(*found);
      progress(++done, all.size());
    }
  };
  {
    std::vector<std::jthread> workers;
    for (std::size_t job = 0; job < std::max<std::size_t>(1, jobs); ++job) {
      workers.emplace_back(work);
    }
  }
  if (error) {
    return Failure{*error};
  }
  return results;
}

bool found_all_in_reach(const std::vector<CanaryResult>& mutants) {
  return std::ranges::none_of(mutants, [](const CanaryResult& mutant) {
    return mutant.symptom.empty() && !lack_for(mutant.name);
  });
}

std::string hunt_page(const std::vector<CanaryResult>& mutants, std::uint64_t first_seed,
                      std::uint64_t budget, bool small) {
  const auto found = std::ranges::count_if(
      mutants, [](const CanaryResult& mutant) { return !mutant.symptom.empty(); });
  std::string page =
      "# Mutants that worlds find\n\nEach mutant of the [catalogue](mutants.md) was sent into " +
      std::string(small ? "small" : "random") + " worlds until one was red: from number " +
      std::to_string(first_seed) + " on, and at most " + std::to_string(budget) +
      ". No scenario was written for it.\n\n**" + std::to_string(found) + " of " +
      std::to_string(mutants.size()) +
      " mutants are found.**\n\nMade by `lockstep explore --all-mutants" +
      (small ? " --small" : "") + " --seed " + std::to_string(first_seed) + " --runs " +
      std::to_string(budget) + "`.\n\n| mutant | worlds | by |\n| --- | ---: | --- |\n";
  std::string missed;
  std::string out_of_reach;
  for (const CanaryResult& mutant : mutants) {
    const std::string name = "`" + mutant.name + "`";
    if (!mutant.symptom.empty()) {
      page += "| " + name + " | " + std::to_string(mutant.worlds) + " | " + mutant.symptom + " |\n";
    } else if (const auto lack = small ? std::nullopt : lack_for(mutant.name)) {
      out_of_reach += "| " + name + " | " + std::string(*lack) + " |\n";
    } else {
      missed += "- " + name + "\n";
    }
  }
  if (!missed.empty()) {
    page += "\nNot found:\n\n" + missed;
  }
  if (!out_of_reach.empty()) {
    page += "\nOut of reach, and sent into " + std::to_string(kBudgetOutOfReach) +
            " worlds all the same:\n\n| mutant | random worlds do not have |\n| --- | --- |\n" +
            out_of_reach;
  }
  return page;
}

}  // namespace lockstep::explore
