//! What strangers try: ways out of the site, other hosts, other origins, other methods, slow connections.

use super::{Answer, Preview};
use crate::support::Project;
use std::io::{Read, Write};
use std::net::TcpStream;

fn example() -> (Project, Preview) {
    let project = Project::new()
        .file("wiki/index.md", "# Home\n\n![a](a.png)\n")
        .file("wiki/a.png", b"\x89PNG")
        .file(".env", "SECRET=1\n")
        .file("secret.txt", "SECRET=2\n")
        .epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    (project, preview)
}

#[test]
fn no_address_leads_out_of_the_site() {
    let (_project, preview) = example();
    let paths = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/.env",
        "/%2eenv",
        "/.git/config",
        "/secret.txt",
        "//evil.test/",
        "/%2f%2fevil.test",
        "/epics/../../secret.txt",
        "/a%00.html",
        "/%c0%ae%c0%ae/secret.txt",
        "/epics/A-1.md",
        "/backlit.toml",
        "/static/../../secret.txt",
        "/-/..%2f..%2fsecret.txt",
        "/-/secret",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/wiki::$DATA",
        "/etc/passwd",
        "/%252e%252e/secret.txt",
        "/index.html/../../secret.txt",
    ];
    for path in paths {
        let answer = preview.get(path);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
        let body = String::from_utf8_lossy(&answer.body);
        assert!(!body.contains("SECRET") && !body.contains("<script>alert"), "{path}: {body}");
        assert!(!answer.head.contains("location:"), "{path}: {}", answer.head);
        assert!(answer.head.contains("x-content-type-options: nosniff"), "{path}: {}", answer.head);
    }
    let page = String::from_utf8(preview.get("/wiki/index.html").body).unwrap();
    let picture =
        page.split("src=\"../").find_map(|rest| rest.split('"').next().filter(|path| path.ends_with("a.png")));
    let answer = preview.get(&format!("/{}", picture.unwrap_or_else(|| panic!("{page}"))));
    assert!(answer.status == 200 && answer.body == b"\x89PNG" && answer.head.contains("image/png"), "{}", answer.head);
}

#[test]
fn only_this_machine_and_its_own_pages_are_answered() {
    let (_project, preview) = example();
    let port = preview.port;
    let ask = |lines: &str| preview.ask(&format!("GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n")).status;
    for host in
        [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}"), format!("LocalHost:{port}")]
    {
        assert_eq!(ask(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in [
        "evil.test".to_owned(),
        format!("evil.test:{port}"),
        format!("localhost.evil.test:{port}"),
        "localhost".to_owned(),
        format!("localhost:{}", port ^ 1),
        format!("127.0.0.2:{port}"),
        format!("localhost:+{port}"),
        format!("evil@localhost:{port}"),
        String::new(),
        format!("localhost.:{port}"),
        format!("localhost:{port}, evil.test"),
        format!("localhost:{port}/evil"),
        format!("localhost:{port}\r\n evil.test"),
        format!("0:{port}"),
        format!("0.0.0.0:{port}"),
        format!("127.1:{port}"),
        format!("2130706433:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("[::1%25lo]:{port}"),
        "[::1".to_owned(),
        "\u{ff}".to_owned(),
        "a".repeat(60_000),
    ] {
        assert!((400..500).contains(&ask(&format!("Host: {host}\r\n"))), "{host}");
    }
    let own = format!("Host: localhost:{port}\r\n");
    assert!((400..500).contains(&ask("")), "no Host at all");
    assert!((400..500).contains(&ask(&format!("{own}{own}"))), "two of them");
    assert!((400..500).contains(&ask(&format!("Host: evil.test\r\nX-Forwarded-Host: localhost:{port}\r\n"))));
    for origin in ["http://evil.test", "null", "https://localhost", "http://127.0.0.2", "file://"] {
        assert_eq!(ask(&format!("{own}Origin: {origin}\r\n")), 403, "{origin}");
    }
    // Another name of this machine is another origin.
    for origin in
        [format!("http://127.0.0.1:{port}"), format!("http://[::1]:{port}"), format!("http://localhost:{port} x")]
    {
        assert_eq!(ask(&format!("{own}Origin: {origin}\r\n")), 403, "{origin}");
    }
    assert_eq!(ask(&format!("{own}Origin:\r\n")), 403, "an empty one");
    assert_eq!(ask(&format!("{own}Origin: http://localhost:{port}\r\nOrigin: http://evil.test\r\n")), 403, "two");
    assert_eq!(ask(&format!("{own}Origin: http://localhost:{port}\r\n")), 200);
    assert_eq!(
        ask(&format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n")),
        403
    );
    assert_eq!(
        ask(&format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n")),
        200
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let answer = preview.ask(&format!("{method} / HTTP/1.1\r\n{own}Connection: close\r\n\r\n"));
        assert!((400..500).contains(&answer.status), "{method}: {}", answer.status);
        assert!(!answer.head.contains("access-control-"), "{method}: {}", answer.head);
    }
    let whole = |address: &str| ask_for(&preview, address, &own).status;
    assert_eq!(whole(&format!("http://localhost:{port}/")), 200, "as a program behind a proxy asks");
    for address in [
        "http://evil.test/".to_owned(),
        format!("http://evil.test:{port}/"),
        format!("https://localhost:{port}/"),
        format!("http://a@localhost:{port}/"),
        "http://localhost/".to_owned(),
    ] {
        assert_eq!(whole(&address), 421, "{address}");
    }
    let other = "Host: evil.test\r\n";
    assert_eq!(ask_for(&preview, &format!("http://localhost:{port}/"), other).status, 421);
}

fn ask_for(preview: &Preview, address: &str, lines: &str) -> Answer {
    preview.ask(&format!("GET {address} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"))
}

#[test]
fn slow_and_broken_connections_do_not_starve_others() {
    let (_project, preview) = example();
    let mut slow: Vec<TcpStream> = (0..200).map(|_| TcpStream::connect(("127.0.0.1", preview.port)).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HT").unwrap();
    }
    assert_eq!(preview.get("/").status, 200);
    let mut noise = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    noise.write_all(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").unwrap();
    noise.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    noise.read_to_end(&mut answer).unwrap();
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn who_says_nothing_more_is_answered_all_the_same() {
    let (_project, preview) = example();
    let ask = |request: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        stream.set_read_timeout(Some(super::PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    let own = format!("Host: localhost:{}\r\n", preview.port);
    for version in ["1.0", "1.1"] {
        let answer = ask(&format!("GET / HTTP/{version}\r\n{own}\r\n"));
        assert!(answer.starts_with(&format!("HTTP/{version} 200")) && answer.ends_with("</html>\n"), "{answer}");
    }
    for half in ["", "GET / HT", &format!("GET / HTTP/1.1\r\n{own}")] {
        let answer = ask(half);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{half:?}: {answer}");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn pages_that_were_closed_are_soon_forgotten() {
    let (_project, preview) = example();
    let files = || used(preview.child.id()).map(|(files, _)| files);
    let Some(before) = files() else {
        crate::support::skip("pages_that_were_closed_are_soon_forgotten", "there is no /proc here");
        return;
    };
    let pages: Vec<_> = (0..3).map(|_| preview.listen("index.html")).collect();
    preview.until(|_| if files() >= Some(before + 3) { Ok(()) } else { Err("not open".to_owned()) });
    drop(pages);
    preview.until(|_| if files() <= Some(before) { Ok(()) } else { Err(format!("{:?}", files())) });
}

#[test]
fn connections_that_never_ask_give_way_to_those_that_do() {
    let (_project, preview) = example();
    let mut page = preview.listen("index.html");
    page.until("page", |_| true);
    let slow: Vec<TcpStream> = (0..600)
        .filter_map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).ok()?;
            stream.write_all(b"GET / HTTP/1.1\r\nX: ").ok()?;
            Some(stream)
        })
        .collect();
    assert!(slow.len() > 256);
    assert_eq!(preview.get("/").status, 200);
    drop(slow);
    assert_eq!(preview.get("/backlog.html").status, 200);
}

#[test]
fn heads_without_measure_are_refused_and_nothing_is_left_over() {
    let (_project, preview) = example();
    let own = format!("Host: localhost:{}\r\n", preview.port);
    let long = "a".repeat(1024 * 1024);
    let many: String = "X: 1\r\n".repeat(10_000);
    for request in [
        format!("GET / HTTP/1.1\r\n{own}X: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}{many}\r\n"),
        format!("GET /{long} HTTP/1.1\r\n{own}\r\n"),
        format!("GET /{} HTTP/1.1\r\n{own}Connection: close\r\n\r\n", "a".repeat(8 * 1024)),
        format!(
            "GET / HTTP/1.1\r\n{own}Connection: close\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        format!("GET / HTTP/1.1\r\n{own}Connection: close\r\nContent-Length: 4\r\n\r\nGET "),
        format!("GET / HTTP/1.1\r\n{own}Transfer-Encoding: cow\r\n\r\n"),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "GET /\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\n{own}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n1;{long}\r\nx\r\n"),
        format!("GET / HTTP/1.1\r\n{own}Content-Length: +0\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde"),
        format!("GET / HTTP/1.1\r\n{own}Connection: close\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}X: a\r\n b\r\n\r\n"),
        format!("GET /a b HTTP/1.1\r\n{own}\r\n"),
        format!("{long} / HTTP/1.1\r\n{own}\r\n"),
        format!("GET / HTTP/1.1\r\n{own}Accept-Encoding: {}\r\n\r\n", "gzip;q=0.1,".repeat(5_000)),
        "\0\0\0\0\r\n\r\n".to_owned(),
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        stream.set_read_timeout(Some(super::PATIENCE)).unwrap();
        // The server may refuse before it was told everything.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let said = String::from_utf8_lossy(&answer);
        let start: String = request.chars().take(40).collect();
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 4") || said.starts_with("HTTP/1.0 4"),
            "{start:?}: {said}"
        );
        assert_eq!(preview.get("/").status, 200, "{start:?}");
    }
}

#[test]
fn ten_thousand_requests_leave_nothing_behind() {
    let (_project, preview) = example();
    let request = format!("GET /backlog.html HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    let length = {
        let head = preview.get("/backlog.html");
        head.head.len() + 4 + head.body.len() - "connection: close\r\n".len()
    };
    let ask = |times: usize| {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        stream.set_read_timeout(Some(super::PATIENCE)).unwrap();
        let mut answer = vec![0; length];
        for _ in 0..times {
            stream.write_all(request.as_bytes()).unwrap();
            stream.read_exact(&mut answer).unwrap();
            assert!(answer.starts_with(b"HTTP/1.1 200"));
        }
    };
    ask(100);
    let before = used(preview.child.id());
    (0..100).for_each(|_| ask(100));
    let Some((files, memory)) =
        before.zip(used(preview.child.id())).map(|(then, now)| ((then.0, now.0), (then.1, now.1)))
    else {
        crate::support::skip("ten_thousand_requests_leave_nothing_behind", "there is no /proc here");
        return;
    };
    assert!(files.1 <= files.0 + 4, "files: {files:?}");
    assert!(memory.1 < memory.0 + 16 * 1024, "KiB of memory: {memory:?}");
}

/// Counts the open files of a process, and its memory in KiB, where the system says.
fn used(process: u32) -> Option<(usize, usize)> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok())?;
    Some((std::fs::read_dir(format!("/proc/{process}/fd")).ok()?.count(), memory))
}

#[test]
fn an_unchanged_page_is_not_sent_again_and_a_head_has_no_body() {
    let (_project, preview) = example();
    let page = preview.get("/");
    let tag = page.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    let own = format!("Host: localhost:{}\r\nConnection: close\r\n", preview.port);
    let again = preview.ask(&format!("GET / HTTP/1.1\r\n{own}If-None-Match: {tag}\r\n\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let known = |tags: &str| preview.ask(&format!("GET / HTTP/1.1\r\n{own}If-None-Match: {tags}\r\n\r\n")).status;
    for tags in
        [format!("W/{tag}"), format!("\"other\", {tag}"), format!("\"a\"\r\nIf-None-Match: {tag}"), "*".to_owned()]
    {
        assert_eq!(known(&tags), 304, "{tags}");
    }
    for tags in ["\"other\"", "", "W/", ",,,", tag.trim_matches('"'), &tag[..9]] {
        assert_eq!(known(tags), 200, "{tags}");
    }
    let head = preview.ask(&format!("HEAD / HTTP/1.1\r\n{own}\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.head.contains(&format!("content-length: {}", page.body.len())), "{}", head.head);
}

#[test]
fn under_a_path_even_the_page_that_says_there_is_none_finds_its_styles() {
    let project = Project::new()
        .file("backlit.toml", "[site]\nbase_url = \"https://example.org/published\"\n")
        .epic("A-1", "status: ready");
    let preview = Preview::start(&project, &["--base-path", "wiki"]);
    let missing = preview.get("/wiki/no/such/page.html");
    assert_eq!(missing.status, 404);
    let page = String::from_utf8(missing.body).unwrap();
    let found: Vec<&str> = page.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next()).collect();
    assert!(found.len() > 5 && found.iter().any(|path| crate::support::has_end(path, "css")), "{page}");
    for path in found {
        assert!(path.starts_with("wiki/"), "{path}");
        assert_eq!(preview.get(&format!("/{path}")).status, 200, "{path}");
    }
    for above in ["/", "/wiki"] {
        let answer = preview.get(above);
        assert!(answer.status == 307 && answer.head.contains("location: /wiki/"), "{above}: {}", answer.head);
    }
    assert_eq!(preview.get("/wiki/").status, 200);
    assert_eq!(preview.get("/epics/a-1.html").status, 404);
}

#[test]
fn drafts_are_in_no_build_and_in_a_preview_where_they_are_asked_for() {
    let project = Project::new()
        .epic("A-1", "status: ready")
        .epic("B-2", "status: ready\ndraft: true\nscores: { impact: 9, effort: 1, risk: 9, time_to_value: 1 }")
        .file("secret/C-3.md", "---\nkind: epic\nid: C-3\ntitle: Hush\ndraft: true\n---\n")
        .file("backlit.toml", "[privacy]\nexclude = [\"secret/**\"]\n");
    let (_, site) = project.build();
    assert!(!site.files.contains_key("epics/b-2.html") && !site.text("backlog.html").contains("Epic B-2"));
    let plain = Preview::start(&project, &[]);
    assert_eq!(plain.get("/epics/b-2.html").status, 404);
    drop(plain);
    let preview = Preview::start(&project, &["--drafts"]);
    let list = String::from_utf8(preview.get("/backlog.html").body).unwrap();
    assert!(list.contains("Epic B-2 (draft)") && !list.contains("Hush"), "{list}");
    assert_eq!(preview.get("/epics/b-2.html").status, 200);
}

#[test]
fn large_files_that_many_ask_for_and_nobody_takes_are_in_memory_once() {
    let project = Project::new()
        .file("wiki/index.md", "# Home\n\n[p](big.pdf)\n")
        .file("wiki/big.pdf", vec![b'x'; 16 << 20])
        .epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    let page = String::from_utf8(preview.get("/wiki/index.html").body).unwrap();
    let file = page.split("href=\"../").find_map(|rest| rest.split('"').next().filter(|path| path.contains("big")));
    let request = format!("GET /{} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", file.unwrap(), preview.port);
    let slow: Vec<TcpStream> = (0..64)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            // Its answer has begun.
            stream.read_exact(&mut [0; 12]).unwrap();
            stream
        })
        .collect();
    assert_eq!(preview.get("/").status, 200);
    let memory = used(preview.child.id()).map(|(_, memory)| memory);
    assert!(memory.is_none_or(|memory| memory < 192 * 1024), "KiB of memory: {memory:?}");
    drop(slow);
    assert_eq!(preview.get(&format!("/{}", file.unwrap())).body.len(), 16 << 20);
}
