addEventListener("click", event => {
  const label = event.target.closest("g[id*=stated]"), found = label && /-(n[0-9a-f]{10})/.exec(label.id)
  const note = found && document.getElementById(found[1])
  if (!note) return
  note.style.cssText = "position:fixed;inset:auto;margin:0"
  note.showPopover()
  note.style.left = Math.max(8, Math.min(event.clientX, innerWidth - note.offsetWidth - 8)) + "px"
  note.style.top = Math.max(8, Math.min(event.clientY + 12, innerHeight - note.offsetHeight - 8)) + "px"
  note.addEventListener("toggle", closed => closed.newState === "closed" && note.removeAttribute("style"))
})
