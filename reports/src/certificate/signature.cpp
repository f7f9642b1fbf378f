#include "lockstep/report/signature.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <vector>

#include "lockstep/base/assert.h"
#include "lockstep/base/digest.h"

namespace lockstep::report {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr std::size_t kSignatureBytes = 64;

Bio reading(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

std::string text_of(BIO* out) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(out, &data);
  return {data, static_cast<std::size_t>(length)};
}

/// Without it OpenSSL would ask the terminal.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writes*/, void* /*data*/) { return -1; }

Key ed25519_or_null(EVP_PKEY* key) {
  Key owned(key, EVP_PKEY_free);
  return owned != nullptr && EVP_PKEY_id(owned.get()) == EVP_PKEY_ED25519
             ? std::move(owned)
             : Key(nullptr, EVP_PKEY_free);
}

Key read_private(std::string_view text) {
  return ed25519_or_null(
      PEM_read_bio_PrivateKey(reading(text).get(), nullptr, no_passphrase, nullptr));
}

Key read_public(std::string_view text) {
  return ed25519_or_null(PEM_read_bio_PUBKEY(reading(text).get(), nullptr, no_passphrase, nullptr));
}

Failure no_private_key() {
  return failure(ErrorKind::invalid_input,
                 "not a private key of Ed25519 without passphrase (openssl genpkey -algorithm "
                 "ed25519 -out key.pem makes one)",
                 "key");
}

Failure no_public_key() {
  return failure(ErrorKind::invalid_input,
                 "not a public key of Ed25519 (openssl pkey -in key.pem -pubout -out public.pem "
                 "makes one)",
                 "key");
}

std::string pem_of(EVP_PKEY* key) {
  const Bio out(BIO_new(BIO_s_mem()), BIO_free);
  LOCKSTEP_ASSERT(PEM_write_bio_PUBKEY(out.get(), key) == 1);
  return text_of(out.get());
}

const unsigned char* bytes_of(std::string_view text, std::vector<unsigned char>& copy) {
  copy.assign(text.begin(), text.end());
  return copy.data();
}

}  // namespace

Result<std::string> public_key_of(std::string_view private_key) {
  const Key key = read_private(private_key);
  return key == nullptr ? Result<std::string>(no_private_key()) : pem_of(key.get());
}

Result<std::string> sign(std::string_view private_key, std::string_view bytes) {
  const Key key = read_private(private_key);
  if (key == nullptr) {
    return no_private_key();
  }
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::vector<unsigned char> input;
  std::vector<unsigned char> signature(kSignatureBytes);
  std::size_t length = signature.size();
  const bool done = EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                    EVP_DigestSign(context.get(), signature.data(), &length, bytes_of(bytes, input),
                                   bytes.size()) == 1;
  LOCKSTEP_ASSERT(done && length == kSignatureBytes);
  return std::string(signature.begin(), signature.end());
}

Result<std::string> canonical_public_key(std::string_view public_key) {
  const Key key = read_public(public_key);
  return key == nullptr ? Result<std::string>(no_public_key()) : pem_of(key.get());
}

bool is_signature(std::string_view public_key, std::string_view bytes, std::string_view signature) {
  const Key key = read_public(public_key);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::vector<unsigned char> input;
  std::vector<unsigned char> signed_by;
  return key != nullptr && signature.size() == kSignatureBytes &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature, signed_by), signature.size(),
                          bytes_of(bytes, input), bytes.size()) == 1;
}

Result<std::string> fingerprint_of(std::string_view public_key) {
  const Key key = read_public(public_key);
  if (key == nullptr) {
    return no_public_key();
  }
  const Bio out(BIO_new(BIO_s_mem()), BIO_free);
  LOCKSTEP_ASSERT(i2d_PUBKEY_bio(out.get(), key.get()) == 1);
  return "SHA256:" + sha256_hex(text_of(out.get()));
}

}  // namespace lockstep::report
