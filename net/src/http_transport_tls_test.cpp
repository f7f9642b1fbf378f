#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "lockstep/net/http_transport.h"

namespace lockstep {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

/// A certificate for 127.0.0.1 that is its own authority.
Certificate make_certificate(EVP_PKEY* key) {
  Certificate certificate(X509_new(), &X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const std::string host = "127.0.0.1";
  X509_NAME_add_entry_by_NID(
      name, NID_commonName, MBSTRING_ASC,
      static_cast<const unsigned char*>(static_cast<const void*>(host.data())),
      static_cast<int>(host.size()), -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_EXTENSION* const alternative =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate.get(), alternative, -1);
  X509_EXTENSION_free(alternative);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

class TlsServer {
 public:
  TlsServer() {
    server_.Get("/", [](const httplib::Request& /*in*/, httplib::Response& out) {
      out.set_content("over TLS", "text/plain");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::jthread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) {
      std::this_thread::yield();
    }
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer() { server_.stop(); }

  [[nodiscard]] std::string base_url() const {
    return "https://127.0.0.1:" + std::to_string(port_);
  }

  void write_certificate(const std::filesystem::path& path) const {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                               &std::fclose);
    PEM_write_X509(file.get(), certificate_.get());
  }

 private:
  Key key_{EVP_RSA_gen(2048), &EVP_PKEY_free};
  Certificate certificate_{make_certificate(key_.get())};
  httplib::SSLServer server_{certificate_.get(), key_.get()};
  int port_ = 0;
  std::jthread thread_;
};

TEST(HttpTransportTls, RefusesACertificateThatNobodyKnowsAndTakesOneOfTheStore) {
  const TlsServer server;
  const Request get{Method::get, "/", {}, {}, ""};
  {
    const auto stranger = std::move(*make_http_transport({.base_url = server.base_url()}));
    EXPECT_EQ(stranger->send(get).error().kind, ErrorKind::unavailable);
  }
  const std::filesystem::path store =
      std::filesystem::path(testing::TempDir()) /
      ("lockstep_tls_" + server.base_url().substr(server.base_url().rfind(':') + 1) + ".pem");
  server.write_certificate(store);
  ::setenv("SSL_CERT_FILE", store.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): before the client.
  {
    const auto transport = std::move(*make_http_transport({.base_url = server.base_url()}));
    const auto answer = transport->send(get);
    ASSERT_TRUE(answer.has_value()) << answer.error().message;
    EXPECT_EQ(answer->body, "over TLS");
  }
  ::unsetenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
  std::filesystem::remove(store);
}

}  // namespace
}  // namespace lockstep
