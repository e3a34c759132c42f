// SQLite behind the store port.
#include "services/store/sqlite.h"

#include <sqlite3.h>

#include <cassert>
#include <unordered_map>
#include <utility>

#include "services/store/settle.h"
#include "services/store/sqlite_copy.h"
#include "services/store/sqlite_fault.h"

namespace giaoban::store {

bool Statement::one(std::initializer_list<Value> parameters, const std::function<void(const Row&)>& row) {
  bool found = false;
  each(parameters, [&](const Row& r) {
    if (!found) row(r);
    found = true;
  });
  return found;
}

namespace {

constexpr int kCheckpointFrames = 1000;

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* s) : s_(s) {}
  bool is_null(int c) const override { return sqlite3_column_type(s_, c) == SQLITE_NULL; }
  int64_t integer(int c) const override { return sqlite3_column_int64(s_, c); }
  std::string_view text(int c) const override {
    const auto* p = reinterpret_cast<const char*>(sqlite3_column_text(s_, c));
    return p ? std::string_view(p, static_cast<size_t>(sqlite3_column_bytes(s_, c))) : std::string_view();
  }
  std::string_view blob(int c) const override {
    const auto* p = static_cast<const char*>(sqlite3_column_blob(s_, c));
    return p ? std::string_view(p, static_cast<size_t>(sqlite3_column_bytes(s_, c))) : std::string_view();
  }

 private:
  sqlite3_stmt* s_;
};

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* db, std::string_view sql) : db_(db) {
    sqlite3_stmt* s = nullptr;
    const int code =
        sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &s, nullptr);
    if (code != SQLITE_OK) throw_sqlite(db, code, sql);
    s_.reset(s);
  }

  int64_t run(std::initializer_list<Value> parameters) override {
    each(parameters, [](const Row&) {});
    return sqlite3_changes64(db_);
  }

  void each(std::initializer_list<Value> parameters, const std::function<void(const Row&)>& row) override {
    bind(parameters);
    struct Reset {  // a statement left open would pin the WAL
      sqlite3_stmt* s;
      ~Reset() {
        sqlite3_reset(s);
        sqlite3_clear_bindings(s);
      }
    } reset{s_.get()};
    const SqliteRow view(s_.get());
    int code;
    while ((code = sqlite3_step(s_.get())) == SQLITE_ROW) row(view);
    if (code != SQLITE_DONE) throw_sqlite(db_, code, sqlite3_sql(s_.get()));
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
  };

  void bind(std::initializer_list<Value> parameters) {
    // SQLite numbers $n by first appearance, so "$1" is looked up by its name.
    int n = 0;
    for (const Value& value : parameters) {
      const std::string name = "$" + std::to_string(++n);
      const int index = sqlite3_bind_parameter_index(s_.get(), name.c_str());
      if (index == 0) throw StoreRefused("no parameter " + name + " in " + sqlite3_sql(s_.get()));
      const int code = std::visit([&](const auto& v) { return bind_one(index, v); }, value);
      if (code != SQLITE_OK) throw_sqlite(db_, code, "bind");
    }
  }
  int bind_one(int i, std::monostate) { return sqlite3_bind_null(s_.get(), i); }
  int bind_one(int i, int64_t v) { return sqlite3_bind_int64(s_.get(), i, v); }
  int bind_one(int i, std::string_view v) {
    if (v.find('\0') != std::string_view::npos) throw StoreRefused("text with U+0000");
    return sqlite3_bind_text64(s_.get(), i, v.data() ? v.data() : "", v.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int bind_one(int i, Blob v) {
    return sqlite3_bind_blob64(s_.get(), i, v.bytes.data() ? v.bytes.data() : "", v.bytes.size(), SQLITE_STATIC);
  }

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> s_;
};

class SqliteStore final : public Store {
 public:
  // `more`: flags of SQLite's own.
  SqliteStore(const std::string& path, bool writes, int more = 0) {
    const int flags =
        (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX | more;
    if (writes && path != ":memory:") settle_wal(path);
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
    db_.reset(db);
    if (code != SQLITE_OK) throw StoreBroken("open " + path + ": " + sqlite3_errmsg(db));
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 5000);
    if (writes) {
      set("journal_mode", "WAL", path == ":memory:" ? "memory" : "wal");
      set("synchronous", "FULL", "2");
      set("foreign_keys", "ON", "1");
      set("secure_delete", "ON", "1");
      set("cell_size_check", "ON", "1");
      set("mmap_size", "0", path == ":memory:" ? "" : "0");
      sqlite3_wal_hook(db, note_frames, &frames_);
      // Whoever reads for long, as a backup does, makes the WAL grow; afterwards it is given back down to this.
      set("journal_size_limit", "67108864", "67108864");
    } else {
      set("query_only", "ON", "1");
    }
    set("trusted_schema", "OFF", "0");
  }

  Statement& prepare(std::string_view sql) override {
    // Almost every text is a literal, so its address finds it; the text itself decides when the address is new.
    auto at = by_address_.find(sql.data());
    if (at != by_address_.end() && at->second.first.size() == sql.size() && at->second.first == sql)
      return *at->second.second;
    auto [it, fresh] = statements_.try_emplace(std::string(sql));
    if (fresh) {
      try {
        it->second = std::make_unique<SqliteStatement>(db_.get(), it->first);
      } catch (...) {
        statements_.erase(it);
        throw;
      }
    }
    by_address_[sql.data()] = {std::string_view(it->first), it->second.get()};
    return *it->second;
  }

  void define(std::string_view sql) override {
    const int code = sqlite3_exec(db_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw_sqlite(db_.get(), code, sql);
  }
  void begin() override {
    assert(!in_transaction());
    prepare("BEGIN IMMEDIATE").run({});
  }
  void begin_reading() override {
    assert(!in_transaction());
    prepare("BEGIN").run({});
  }
  void commit() override {
    frames_ = 0;
    prepare("COMMIT").run({});
    if (frames_ >= kCheckpointFrames) checkpoint();
  }
  void rollback() override {
    if (in_transaction()) define("ROLLBACK");
  }
  bool in_transaction() const override { return sqlite3_get_autocommit(db_.get()) == 0; }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };

  static int note_frames(void* frames, sqlite3*, const char*, int count) {
    *static_cast<int*>(frames) = count;
    return SQLITE_OK;
  }
  // SQLite's own automatic checkpoint keeps silent about its errors, and the process would go on with a disk that
  // fails.
  void checkpoint() {
    const int code = sqlite3_wal_checkpoint_v2(db_.get(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // No room, or somebody copies the file: what was committed is safe in the WAL, and the next commit tries again.
    const int kind = code & 0xff;
    if (kind == SQLITE_OK || kind == SQLITE_FULL || kind == SQLITE_BUSY || kind == SQLITE_LOCKED) return;
    throw StoreBroken(std::string("checkpoint: ") + sqlite3_errmsg(db_.get()));
  }

  void set(const std::string& name, const std::string& value, std::string_view expected) {
    define("PRAGMA " + name + "=" + value);
    std::string got;
    prepare("PRAGMA " + name).one({}, [&](const Row& row) { got = row.text(0); });
    if (got != expected) throw StoreBroken("PRAGMA " + name + " is '" + got + "', not '" + std::string(expected) + "'");
  }

  int frames_ = 0;  // in the WAL after the last commit
  std::unique_ptr<sqlite3, Close> db_;
  std::unordered_map<std::string, std::unique_ptr<SqliteStatement>> statements_;
  std::unordered_map<const char*, std::pair<std::string_view, SqliteStatement*>> by_address_;
};

}  // namespace

std::unique_ptr<Store> open_sqlite_still(const std::string& path) {
  return std::make_unique<SqliteStore>(still_address(path), false, SQLITE_OPEN_URI);
}
std::unique_ptr<Store> open_sqlite(const std::string& path) {
  return std::make_unique<SqliteStore>(path, true);
}
std::unique_ptr<Store> open_sqlite_reader(const std::string& path) {
  return std::make_unique<SqliteStore>(path, false);
}

}  // namespace giaoban::store
