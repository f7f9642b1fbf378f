/// The short-page fault: a list that answers fewer records than asked.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

/// `request` asking for at most `records`, or nullopt where the operation has no pages.
[[nodiscard]] std::optional<Request> with_page_size_at_most(const Request& request, Service service,
                                                            std::string_view operation,
                                                            std::size_t records);

/// Whether a page of none that leads on is known of the operation (F66).
[[nodiscard]] bool can_be_empty(std::string_view operation);

/// The page of one record that `answer` is, without it: its cursor leads to where it began. Nullopt
/// where the record is not there either.
/// @pre can_be_empty(operation)
/// @param request  As the connector made it.
[[nodiscard]] std::optional<Response> emptied(const Response& answer, const Request& request,
                                              std::string_view operation);

/// Google's page and sync tokens freeze the page size of the request that they come from (G81).
/// The connector does not know that its page size was changed on the way, so the requests that
/// follow with such a token are changed alike.
class ShortenedTokens {
 public:
  /// `request` with the page size that its token is frozen to; nullopt where it stands as it is.
  [[nodiscard]] std::optional<Request> adjusted(const Request& request) const;

  /// Notes the tokens that the answer to `request` hands out. @param request  As it was delivered.
  void learn(const Request& request, const Response& response);

 private:
  std::map<std::string, std::string, std::less<>> page_size_of_token_;
};

}  // namespace lockstep::sim
