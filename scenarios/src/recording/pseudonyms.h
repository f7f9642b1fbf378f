/// Values that stand for others: the same shape, no way back without the key.

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "recording/fake_phone.h"
#include "recording/keyed.h"
#include "recording/letters.h"

namespace lockstep::scenario {

/// All texts are UTF-8. A value that is given twice comes out alike. Two values of one kind come
/// out different: words are permuted within their shape, domains and phone numbers have so much
/// room that it does not happen.
class Pseudonyms {
 public:
  Pseudonyms(const std::string& key, const std::string& region);

  /// Each run of letters, marks and digits is replaced, and what is between them stays. Length,
  /// script, case and diacritics are kept; a number keeps its first digit from being 0.
  std::string words(std::string_view text);

  /// As words(), but emails, URLs and phone numbers in it come out as they do by themselves.
  std::string text(std::string_view text);

  /// As text(), but words of the services' own messages stay where nobody in the recording is
  /// called so.
  std::string message(std::string_view text);

  /// A constant of the API, if it is one: it stays whoever is called so. Else as words().
  std::string constant(std::string_view text);

  std::string email(std::string_view email);
  std::string domain(std::string_view domain);
  std::string phone(std::string_view phone);
  std::string url(std::string_view url);

  /// "1990-05-17", "5/17/1990" or "17.5.1990", moved by the constant; anything else as words().
  std::string date(std::string_view date);
  /// How many days birthdays move; never 0.
  [[nodiscard]] int days() const noexcept { return days_; }

  /// "people/c123", "contactGroups/myContacts", "c123".
  std::string resource_name(std::string_view name);

  /// "6b3f" of a contact "people/c27455": the same number in hexadecimal (G42).
  std::string hexadecimal_id(std::string_view id);

  /// "<token:1>"; "***" and "" stay.
  std::string placeholder(std::string_view kind, std::string_view value);

 private:
  std::string word(const std::u32string& word);
  std::string local_part(std::string_view local);
  /// What becomes of the services' own words.
  enum class Known { replaced, kept_unless_seen, kept };
  std::string replaced_words(std::string_view text, Known known);
  std::string with_patterns(std::string_view text, Known known);
  void permute(std::u32string& codes, bool is_number);

  Keyed keyed_;
  Alphabets alphabets_;
  FakePhones phones_;
  int days_;
  std::set<std::string> seen_;  ///< Words of values, in lower case.
  std::map<std::u32string, std::string> made_;
  std::map<std::string, std::map<std::string, std::size_t, std::less<>>, std::less<>> placeholders_;
};

}  // namespace lockstep::scenario
