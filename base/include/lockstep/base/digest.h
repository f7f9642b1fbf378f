/// SHA-256: by what files, catalogues and journals are told apart.

#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace lockstep {

/// The digest of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);

  /// The 32 bytes of the digest. @pre Called once, and nothing is added afterwards
  [[nodiscard]] std::string finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// The SHA-256 of `bytes`: 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// The same as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Two lower-case hexadecimal digits a byte.
[[nodiscard]] std::string hexadecimal(std::string_view bytes);

}  // namespace lockstep
