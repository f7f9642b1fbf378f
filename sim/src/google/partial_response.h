/// Partial responses: the standard parameter `fields` (G3, G37).

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace lockstep::sim::google {

/// A selector such as "nextPageToken,connections(names/givenName,emailAddresses/*)".
class FieldSelection {
 public:
  /// nullopt for what is no selector: an empty part, a bracket too many, more than 64 levels.
  [[nodiscard]] static std::optional<FieldSelection> parse(std::string_view text);

  /// True if every name is a member of `message` (of api_messages()), or of a message within it.
  [[nodiscard]] bool fits(std::string_view message) const;

  /// The selected members of an answer, in their order. @pre `compact` is JSON
  [[nodiscard]] std::string applied_to(const std::string& compact) const;

  /// What is selected below each name, "*" being every name; empty for all there is.
  using Members = std::map<std::string, FieldSelection, std::less<>>;
  [[nodiscard]] const Members& members() const noexcept { return members_; }

 private:
  friend class SelectorParser;

  void merge(const FieldSelection& other);
  /// What is selected of every member is selected of the named ones, too.
  void spread_star();

  Members members_;
};

}  // namespace lockstep::sim::google
