// Brings the page to life. Without scripts it is still a poem, a picture and a plain player.

const piece = JSON.parse(document.getElementById('piece').textContent);
const staff = document.querySelector('.staff');
const panel = document.querySelector('.player');
let player = null;
let follower = null;

const playNote = (number) => player && player.playFrom(piece.song.notes[number].on);
const engraved = piece.song && piece.song.abc && staff ? engraveScore(staff, piece.song, playNote) : null;
if (piece.song) follower = followSong(piece.song, engraved);
if (engraved) staff.addEventListener('engraved', () => follower.redrawn());
if (panel) player = startPlayer(panel, piece.words, (time, isStarted) => follower && follower.moveTo(time, isStarted));

// A click on a line of the poem plays it.
if (player && piece.song) {
  document.querySelectorAll('.poem .line').forEach((line, number) => {
    const first = piece.song.notes.find((note) => note.line === number);
    if (!first) return;
    line.classList.add('sings');
    line.addEventListener('click', () => {
      if (String(getSelection()) === '') player.playFrom(first.on);
    });
  });
}
if (player) document.documentElement.classList.add('has-sound');
