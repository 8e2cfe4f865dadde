import CCurl
import Synchronization
import TestSupport
import Testing

@testable import TrackerEngine

/// The curl thread runs whatever is a job.
@Suite(.timeLimit(.minutes(5)))
struct CurlJobTests {
    /// A POST of some bytes, `hops` times one after the other: another kind than the client's GET.
    final class Post: CurlJob, @unchecked Sendable {
        // Sendable: as every job, used by the curl thread after it was handed over.
        enum Ending: Hashable, Sendable {
            case statuses([Int])
            case failed(UInt32)
            case abandoned(CurlAbandonment)
        }

        private let url: String
        private var hops: Int
        private let cancellation = Atomic(false)
        private var handle: CurlHandle?
        private var statuses: [Int] = []
        private var continuation: CheckedContinuation<Ending, Never>?

        init(_ url: String, hops: Int = 1, _ continuation: CheckedContinuation<Ending, Never>) {
            self.url = url
            self.hops = hops
            self.continuation = continuation
        }

        var isCancelled: Bool { cancellation.load(ordering: .relaxed) }
        func cancel() { cancellation.store(true, ordering: .relaxed) }

        func prepare() -> CurlHandle? {
            // Nothing to do is what cannot be set up.
            guard hops > 0, let handle = handle ?? CurlHandle() else { return nil }
            self.handle = handle
            handle.setLimits(.seconds(20), connection: .seconds(5), bytes: 1000)
            handle.set(CURLOPT_URL, url)
            handle.set(CURLOPT_PROXY, "")
            handle.set(CURLOPT_COPYPOSTFIELDS, "hello")
            handle.set(CURLOPT_HTTPHEADER, ["X-Kind: post"])
            return handle.isSound ? handle : nil
        }

        func ended(_ code: CURLcode) -> Bool {
            guard code == CURLE_OK, let handle else {
                finish(.failed(code.rawValue))
                return false
            }
            statuses.append(handle.number(CURLINFO_RESPONSE_CODE))
            guard statuses.count == hops else { return true }
            finish(.statuses(statuses))
            return false
        }

        func abandon(_ why: CurlAbandonment) { finish(.abandoned(why)) }

        private func finish(_ ending: Ending) {
            continuation?.resume(returning: ending)
            continuation = nil
            handle = nil
        }
    }

    private static func run(_ url: String, hops: Int = 1, on loop: CurlLoop) async -> Post.Ending? {
        await loop.run { Post(url, hops: hops, $0) }
    }

    @Test func `a job of another kind sends what it wants, and may go round again`() async throws {
        let server = try LoopbackServer { _ in .json("{}", status: 202) }
        let loop = CurlLoop()
        #expect(
            await Self.run("\(server.url)/in", hops: 3, on: loop) == .statuses([202, 202, 202]))
        #expect(server.requests.map(\.target) == ["/in", "/in", "/in"])
        #expect(server.requests.allSatisfy { $0.headers["content-length"] == "5" })
        #expect(server.requests.allSatisfy { $0.headers["x-kind"] == "post" })
    }

    @Test func `a job that cannot be set up says so, and the next one runs`() async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let loop = CurlLoop()
        #expect(await Self.run(server.url, hops: 0, on: loop) == .abandoned(.notStarted))
        #expect(await Self.run(server.url, on: loop) == .statuses([200]))
    }

    @Test func `jobs of several kinds run beside each other, and each can be called off`()
        async throws
    {
        let server = try LoopbackServer { request in
            request.target == "/hang" ? .hang : .json("{}")
        }
        let loop = CurlLoop()
        let hanging = Task { await Self.run("\(server.url)/hang", on: loop) }
        while server.requests.isEmpty { await Task.yield() }
        var limits = HTTPConfiguration()
        limits.usesProxyVariables = false
        let get = try HTTPRequest(WebAddress("\(server.url)/get"))
        let answer: HTTPTransfer.Answer? = await loop.run {
            HTTPTransfer(get, with: limits, answering: $0)
        }
        #expect(try answer?.get().status == 200)
        hanging.cancel()
        #expect(await hanging.value == .abandoned(.cancelled))
        #expect(await Self.run(server.url, on: loop) == .statuses([200]))
    }

    @Test func `a job of a task that was called off before is not started`() async throws {
        let server = try LoopbackServer { _ in .json("{}") }
        let loop = CurlLoop()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await Self.run(server.url, on: loop)
        }
        task.cancel()
        #expect(await task.value == .abandoned(.cancelled))
        #expect(server.connections == 0)
    }
}
