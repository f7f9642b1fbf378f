/// One connection of the HTTP server as a state machine, without a socket: it is fed bytes, gives
/// requests, and takes their answers.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/exchange.h"
#include "lockstep/net/http_server.h"

#include "body_decoder.h"
#include "real_time.h"
#include "request_head.h"

namespace lockstep {

/// All bounds and deadlines of a connection are here; whoever drives it says what time it is.
class HttpConnection {
 public:
  /// Whose turn it is.
  enum class Turn {
    reads,    ///< The client's: receive() what it sends.
    drains,   ///< The same, when nothing more is sent to it: end that direction first.
    answers,  ///< The endpoint's: answer() the request().
    writes,   ///< The socket's: it takes output(), of which some is sent().
    ended,    ///< Nobody's: the connection is to be closed.
  };

  /// @param options  Must outlive the connection.
  HttpConnection(const HttpServerOptions& options, Moment now);

  [[nodiscard]] Turn turn() const noexcept { return turn_; }

  /// Whether not a byte of the next request is here.
  [[nodiscard]] bool idle() const noexcept {
    return turn_ == Turn::reads && !reads_body_ && unread().empty();
  }

  /// Until when the client has to do something, where it is its or the socket's turn.
  [[nodiscard]] Moment deadline() const noexcept { return deadline_; }
  /// The deadline has passed.
  void expire(Moment now);

  /// @pre It is the client's turn.
  void receive(std::string_view bytes, Moment now);
  /// The client sends no more. @pre It is the client's turn.
  void receive_end(Moment now);

  /// @pre It is the endpoint's turn.
  [[nodiscard]] const Request& request() const noexcept { return request_; }
  void answer(const Exchange& exchange, Moment now);

  /// What is to be sent, in two parts. @pre It is the socket's turn.
  [[nodiscard]] std::array<std::string_view, 2> output() const noexcept;
  void sent(std::size_t bytes, Moment now);

  /// Takes no further request, and ends when the one that has been begun is answered.
  void finish() noexcept;
  void end() noexcept { turn_ = Turn::ended; }

 private:
  enum class Then { next_request, body, drain, end };

  [[nodiscard]] std::string_view unread() const noexcept {
    return std::string_view(input_).substr(input_at_);
  }
  void begin_request(Moment now);
  void read(Moment now);
  /// False while the head is not there.
  [[nodiscard]] bool read_head(Moment now);
  [[nodiscard]] std::optional<HttpRefusal> refusal_of(const RequestHead& head) const;
  void read_body(Moment now);
  void make_request();
  /// Answers and ends the connection, without losing the answer to what the client still sends.
  void refuse(const HttpRefusal& refusal, Moment now);
  void write(std::string first, std::string_view more, Then then, Moment now);

  const HttpServerOptions* options_;
  Turn turn_ = Turn::reads;
  Moment deadline_;
  bool finishing_ = false;

  std::string input_;
  std::size_t input_at_ = 0;
  std::size_t searched_ = 0;  ///< So far there is no end of the head in what is unread.

  bool reads_body_ = false;  ///< Rather than a head.
  RequestHead head_;
  BodyDecoder body_;
  bool expects_continue_ = false;
  Request request_;

  SharedResponse response_;  ///< Owns what `more_` shows.
  std::string first_;
  std::string_view more_;
  std::size_t sent_ = 0;  ///< Of both.
  Then then_ = Then::end;
  std::size_t drained_ = 0;
};

/// The answer to one connection too many.
[[nodiscard]] std::string too_many_connections();

}  // namespace lockstep
