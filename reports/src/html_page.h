/// What the pages of HTML have in common.

#pragma once

#include <map>
#include <string>
#include <string_view>

namespace lockstep::report {

/// A source expression of a content security policy: only exactly this text may run or style.
[[nodiscard]] std::string csp_hash(std::string_view source);

/// The page of pages/dist with its style, its script, the hashes of both and `places` filled in.
/// One pass: what is filled in is not looked at again. @pre There is such a page, and `places` has
/// every other place of it.
[[nodiscard]] std::string bundled_page(std::string_view page,
                                       std::map<std::string, std::string, std::less<>> places);

}  // namespace lockstep::report
