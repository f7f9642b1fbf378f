#include "html_page.h"

#include <openssl/evp.h>

#include <array>
#include <vector>

#include "lockstep/base/digest.h"

namespace lockstep::report {

std::string csp_hash(std::string_view source) {
  const std::string digest = sha256(source);
  const std::vector<unsigned char> bytes(digest.begin(), digest.end());
  std::array<unsigned char, 45> base64{};  // 44 letters and the NUL that EVP_EncodeBlock writes.
  EVP_EncodeBlock(base64.data(), bytes.data(), static_cast<int>(bytes.size()));
  return "sha256-" + std::string(base64.begin(), base64.end() - 1);
}

std::string static_page(std::string_view title, std::string_view style, std::string_view body) {
  std::string page =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" +
      csp_hash(style) +
      "'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>";
  page.append(title).append("</title>\n<style>").append(style);
  return page.append("</style>\n</head>\n<body>\n").append(body).append("</body>\n</html>\n");
}

}  // namespace lockstep::report
