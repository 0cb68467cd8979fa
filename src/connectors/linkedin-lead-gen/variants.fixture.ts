// No leads are fetched while the suites send their samples: nobody listens there.
export const variants = [{ baseUrl: "http://127.0.0.1:59999/rest" }];
