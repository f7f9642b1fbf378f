/// What an import leaves behind, counted by its reason.

#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace lockstep::scenario {

class LeftOutCounts {
 public:
  /// @param one, many  "request to another host", "requests to other hosts".
  void add(const std::string& one, const std::string& many) {
    Count& count = counts_[one];
    count.many = many;
    ++count.times;
  }

  /// One sentence a reason, sorted: "3 requests to other hosts".
  [[nodiscard]] std::vector<std::string> sentences() const {
    std::vector<std::string> sentences;
    for (const auto& [one, count] : counts_) {
      sentences.push_back(std::to_string(count.times) + " " +
                          (count.times == 1 ? one : count.many));
    }
    return sentences;
  }

 private:
  struct Count {
    std::string many;
    std::size_t times = 0;
  };
  std::map<std::string, Count> counts_;
};

}  // namespace lockstep::scenario
