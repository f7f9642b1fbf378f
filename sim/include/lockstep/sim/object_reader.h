/// Reads the members of an object one by one, and reports what is missing, wrong or unknown.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/sim/node.h"

namespace lockstep::sim {

/// The mistakes of one file, in the order in which they were found.
class Mistakes {
 public:
  struct Mistake {
    int line;
    std::string message;
  };
  void add(int line, std::string message) { mistakes_.push_back({line, std::move(message)}); }
  [[nodiscard]] const std::vector<Mistake>& all() const noexcept { return mistakes_; }

 private:
  std::vector<Mistake> mistakes_;
};

/// What was probably meant: the name nearest to `text`, or "" if none is near.
[[nodiscard]] std::string nearest(std::string_view text, const std::vector<std::string>& names);

/// ` (did you mean "x"?)`, or "".
[[nodiscard]] std::string did_you_mean(std::string_view text,
                                       const std::vector<std::string>& names);

/// "250ms", "90s", "10m", "4h", "2d"; nullopt for anything else, or more than ten years.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// One of `names`; the mistake says what was probably meant.
[[nodiscard]] std::optional<std::string> read_choice(const Node& node, Mistakes& mistakes,
                                                     std::string_view what,
                                                     const std::vector<std::string>& names);
[[nodiscard]] std::optional<std::string> read_text(const Node& node, Mistakes& mistakes,
                                                   std::string_view what);
[[nodiscard]] std::vector<std::string> read_texts(const Node& node, Mistakes& mistakes,
                                                  std::string_view what);
[[nodiscard]] std::optional<Duration> read_duration(const Node& node, Mistakes& mistakes,
                                                    std::string_view what);

/// Members of one object. Every key that is asked for is known; finish() reports the others.
class ObjectReader {
 public:
  /// @param what  Names the object in messages: "a fault". Both must outlive the reader.
  ObjectReader(const Node& node, Mistakes& mistakes, std::string_view what);

  [[nodiscard]] bool is_object() const noexcept { return node_->is_object(); }
  [[nodiscard]] int line() const noexcept { return node_->line; }
  [[nodiscard]] Mistakes& mistakes() const noexcept { return *mistakes_; }

  /// The member, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key);
  /// The member, or nullptr and a mistake.
  [[nodiscard]] const Node* require(std::string_view key);

  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::string required_text(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] std::optional<bool> flag(std::string_view key);
  /// @param most  A larger number is a mistake.
  [[nodiscard]] std::optional<std::size_t> count(std::string_view key,
                                                 std::size_t most = 10'000'000);
  /// A duration as text, or as a number of milliseconds.
  [[nodiscard]] std::optional<Duration> duration(std::string_view key);
  /// A member that must be a list; empty when missing.
  [[nodiscard]] const std::vector<Node>& list(std::string_view key);

  /// Reports the keys that nobody asked for.
  void finish();

  void mistake(const Node& at, std::string message) { mistakes_->add(at.line, std::move(message)); }

 private:
  void wrong_type(std::string_view key, const Node& value, std::string_view expected);

  const Node* node_;
  Mistakes* mistakes_;
  std::string what_;
  std::vector<std::string> known_;
};

}  // namespace lockstep::sim
