// The store port: transactions, statements and rows; one text for every query, whatever the database behind it.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

namespace giaoban::store {

// Bytes, as opposed to text.
struct Blob {
  std::string_view bytes;
};
// What a parameter may be: null, bigint, text (UTF-8 without U+0000) or blob. Views must live until the call returns.
using Value = std::variant<std::monostate, int64_t, std::string_view, Blob>;

// The database refused one statement: a constraint, a stale epoch. The transaction must be rolled back; the data is
// whole.
class StoreRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// No room on the disk. The transaction must be rolled back; reading goes on and writing too once there is room.
class StoreFull : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// An I/O error, or a commit whose outcome is unknown. The process must end and start again from what is on the disk.
class StoreBroken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// One row of an answer; its views die with the callback. Columns count from 0.
class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual int64_t integer(int column) const = 0;  // 0 for null
  virtual std::string_view text(int column) const = 0;
  virtual std::string_view blob(int column) const = 0;

 protected:
  ~Row() = default;
};

// A prepared statement; lives as long as its store. Parameters $1, $2 ... are given in order.
class Statement {
 public:
  virtual ~Statement() = default;
  // Runs it and says how many rows it changed.
  virtual int64_t run(std::initializer_list<Value> parameters) = 0;
  // Runs it and shows every row, in order. The callback must not use this same statement.
  virtual void each(std::initializer_list<Value> parameters, const std::function<void(const Row&)>& row) = 0;
  // Like each, for at most one row; false when there was none.
  bool one(std::initializer_list<Value> parameters, const std::function<void(const Row&)>& row);
};

// One database file of one service. One thread at a time; the owner of the file writes and checkpoints, nobody else.
class Store {
 public:
  virtual ~Store() = default;
  // The statement for this text, prepared once and kept. The reference stays good.
  virtual Statement& prepare(std::string_view sql) = 0;
  // Runs statements without parameters, such as table definitions.
  virtual void define(std::string_view sql) = 0;
  // A write transaction; they do not nest. After commit() returned the writes survive a power cut.
  virtual void begin() = 0;
  // A transaction that only reads, ended by commit(): one lock for many statements. Writing in it is a bug.
  virtual void begin_reading() = 0;
  virtual void commit() = 0;
  // Safe to call in any state; afterwards there is no transaction.
  virtual void rollback() = 0;
  virtual bool in_transaction() const = 0;
};

}  // namespace giaoban::store
