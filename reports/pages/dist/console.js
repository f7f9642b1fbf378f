(()=>{document.getElementById("main").textContent="This page has no content yet.";})();
