#include <algorithm>
#include <charconv>
#include <utility>

#include "campaign.h"
#include "goals.h"

namespace lockstep::explore {
namespace {

bool is_same_campaign(const CampaignResult& one, const CampaignResult& two) {
  return one.connector == two.connector && one.worlds == two.worlds &&
         one.first_seed == two.first_seed && one.runs == two.runs && one.shards == two.shards;
}

std::string part_text(const CampaignResult& result, std::uint64_t number) {
  return "shard " + std::to_string(number) + "/" + std::to_string(result.shards);
}

void add_counts(std::map<std::string, std::uint64_t>& sum,
                const std::map<std::string, std::uint64_t>& more) {
  for (const auto& [key, count] : more) {
    sum[key] += count;
  }
}

/// The lowest seeds of each symptom, as the whole campaign would have cut them down.
void keep_lowest(std::vector<Finding>& findings) {
  std::ranges::sort(findings, {},
                    [](const Finding& one) { return std::pair(one.symptom, one.seed); });
  std::map<std::string, std::size_t> kept;
  std::erase_if(findings, [&](const Finding& one) { return ++kept[one.symptom] > kCutDownMax; });
}

void add(CampaignResult& sum, CampaignResult more) {
  sum.done.merge(more.done);
  sum.red += more.red;
  sum.exchanges += more.exchanges;
  for (const auto& [rule, worlds] : more.judged) {
    add_counts(sum.judged[rule], worlds);
  }
  add_counts(sum.symptoms, more.symptoms);
  sum.findings.insert(sum.findings.end(), more.findings.begin(), more.findings.end());
  sum.repeated += more.repeated;
  sum.unrepeatable.insert(sum.unrepeatable.end(), more.unrepeatable.begin(),
                          more.unrepeatable.end());
  if (more.canary) {
    sum.canary = std::move(more.canary);
  }
}

}  // namespace

Result<Shard> parse_shard(const std::string& text) {
  Shard shard{0, 0};
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  const bool has_slash = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
  const auto of = has_slash ? std::from_chars(number.ptr + 1, end, shard.of) : number;
  if (!has_slash || of.ec != std::errc() || of.ptr != end || shard.number == 0 ||
      shard.number > shard.of || shard.of > kShardsMax) {
    return failure(ErrorKind::invalid_input, "must be a part of a whole, such as 2/8", text);
  }
  return shard;
}

std::uint64_t worlds_done(const CampaignResult& result) {
  std::uint64_t done = 0;
  for (const auto& [number, worlds] : result.done) {
    done += worlds;
  }
  return done;
}

std::vector<std::string> missing_parts(const CampaignResult& result) {
  std::vector<std::string> missing;
  for (std::uint64_t number = 1; number <= result.shards; ++number) {
    const auto done = result.done.find(number);
    const std::uint64_t share = Shard{number, result.shards}.share(result.runs);
    if (done == result.done.end()) {
      missing.push_back(part_text(result, number) + " is missing");
    } else if (done->second < share) {
      missing.push_back(part_text(result, number) + " did " + std::to_string(done->second) +
                        " of " + std::to_string(share) + " worlds");
    }
  }
  return missing;
}

Result<CampaignResult> merge(std::vector<CampaignResult> results) {
  std::optional<CampaignResult> sum;
  std::map<std::uint64_t, CampaignResult> known;  // Results of single shards.
  for (CampaignResult& result : results) {
    if (!known.empty() && !is_same_campaign(known.begin()->second, result)) {
      return failure(ErrorKind::invalid_input,
                     "these are parts of different campaigns: another connector, other seeds, "
                     "another number of shards, or another version of lockstep",
                     result.connector);
    }
    if (result.done.size() != 1) {
      return failure(ErrorKind::invalid_input, "this is not the result of one shard",
                     result.connector);
    }
    const auto [number, worlds] = *result.done.begin();
    const auto at = known.find(number);
    if (at == known.end() || at->second.done.begin()->second < worlds) {
      known.insert_or_assign(number, std::move(result));
    } else if (at->second.done.begin()->second == worlds && !(at->second == result)) {
      return failure(ErrorKind::invalid_input,
                     part_text(result, number) + " is there twice, and differs", result.connector);
    }
  }
  for (auto& [number, result] : known) {
    if (sum) {
      add(*sum, std::move(result));
    } else {
      sum = std::move(result);
    }
  }
  if (!sum) {
    return failure(ErrorKind::invalid_input, "there is nothing to merge", "");
  }
  keep_lowest(sum->findings);
  std::ranges::sort(sum->unrepeatable);
  return std::move(*sum);
}

std::vector<std::string> reasons_for_red(const CampaignResult& result) {
  std::vector<std::string> reasons;
  if (result.red > 0) {
    reasons.push_back(std::to_string(result.red) + " of " + std::to_string(worlds_done(result)) +
                      " worlds");
  }
  for (const std::uint64_t seed : result.unrepeatable) {
    reasons.push_back("seed " + std::to_string(seed) + " went another way the second time");
  }
  if (result.canary && result.canary->symptom.empty()) {
    reasons.push_back("the canary " + result.canary->name + " was not found in " +
                      std::to_string(result.canary->worlds) + " worlds");
  }
  for (const std::string& goal : unmet_goals(result)) {
    reasons.push_back("never met: " + goal);
  }
  return reasons;
}

std::vector<Bucket> buckets(const std::vector<Finding>& findings) {
  std::vector<Bucket> all;
  for (const Finding& finding : findings) {
    const auto known = std::ranges::find_if(all, [&](const Bucket& bucket) {
      return bucket.finding.symptom == finding.symptom && bucket.finding.shape == finding.shape;
    });
    if (known == all.end()) {
      all.push_back({finding, 1});
    } else {
      ++known->worlds;
    }
  }
  return all;
}

}  // namespace lockstep::explore
