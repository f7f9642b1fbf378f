#include "answer_head.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(AnswerHead, NamesTheStatusTheFieldsAndTheLength) {
  EXPECT_EQ(answer_head({207, {{"X-B", "2"}, {"Content-Type", "text/plain"}}, "four"}, false),
            "HTTP/1.1 207 Multi-Status\r\nContent-Type: text/plain\r\nX-B: 2\r\n"
            "Content-Length: 4\r\n\r\n");
  EXPECT_EQ(answer_head({477, {}, ""}, true),
            "HTTP/1.1 477 Unknown\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(AnswerHead, HasNoLengthWhereNoBodyMayFollow) {
  EXPECT_EQ(answer_head({304, {}, "ignored"}, false), "HTTP/1.1 304 Not Modified\r\n\r\n");
}

TEST(AnswerHead, LeavesOutFramingAndWhatWouldBreakALine) {
  EXPECT_EQ(answer_head({204,
                         {{"content-LENGTH", "9"},
                          {"Transfer-Encoding", "chunked"},
                          {"Keep-Alive", "timeout=5"},
                          {"Connection", "close"},
                          {"Location", "/a\r\nSet-Cookie: b"},
                          {"X\n", "c"}},
                         ""},
                        false),
            "HTTP/1.1 204 No Content\r\n\r\n");
}

}  // namespace
}  // namespace lockstep
