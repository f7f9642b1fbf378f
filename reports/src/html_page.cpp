#include "html_page.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <vector>

#include "lockstep/base/assert.h"
#include "lockstep/base/digest.h"
#include "lockstep/report/pages.h"

#include "embedded_pages.h"

namespace lockstep::report {
namespace {

std::string_view embedded(const std::string& name) {
  const auto files = embedded_pages();
  const auto found = std::ranges::find(files, name, [](const auto& file) { return file.first; });
  LOCKSTEP_ASSERT(found != files.end());
  return found->second;
}

}  // namespace

std::string csp_hash(std::string_view source) {
  const std::string digest = sha256(source);
  const std::vector<unsigned char> bytes(digest.begin(), digest.end());
  std::array<unsigned char, 45> base64{};  // 44 letters and the NUL that EVP_EncodeBlock writes.
  EVP_EncodeBlock(base64.data(), bytes.data(), static_cast<int>(bytes.size()));
  return "sha256-" + std::string(base64.begin(), base64.end() - 1);
}

std::string bundled_page(std::string_view page,
                         std::map<std::string, std::string, std::less<>> places) {
  const std::string name(page);
  const std::string_view style = embedded(name + ".css");
  const std::string_view script = embedded(name + ".js");
  places.insert({{"style", std::string(style)},
                 {"style_hash", csp_hash(style)},
                 {"script", std::string(script)},
                 {"script_hash", csp_hash(script)}});
  std::string out;
  std::string_view rest = embedded(name + ".html");
  for (std::size_t open = rest.find("{{"); open != std::string_view::npos; open = rest.find("{{")) {
    const std::size_t close = rest.find("}}", open);
    LOCKSTEP_ASSERT(close != std::string_view::npos);
    out += rest.substr(0, open);
    const auto place = places.find(rest.substr(open + 2, close - open - 2));
    LOCKSTEP_ASSERT(place != places.end());
    out += place->second;
    rest.remove_prefix(close + 2);
  }
  return out.append(rest);
}

std::string_view console_page() {
  static const std::string kPage = bundled_page("console", {});
  return kPage;
}

}  // namespace lockstep::report
