"""The melody LSTM. One step a note; the hidden and cell states go in and come out."""
import torch
import torch.nn as nn
import torch.nn.functional as F

import fast_lstm
import spec

GAPS, DURATIONS, PITCHES = len(spec.GAPS), len(spec.DURATIONS), spec.PITCH_COUNT


class MelodyLstm(nn.Module):
    """p(note) = p(gap | h) p(duration | h, gap) p(pitch | h, gap, duration) p(continues | h, gap, duration), h = LSTM(features)."""

    def __init__(self, width=256, layers=2, head=160, dropout=0.35):
        super().__init__()
        self.table = nn.Embedding(spec.TOTAL_VALUES, width)
        nn.init.normal_(self.table.weight, std=0.25)
        first = spec.OFFSETS[spec.COLUMN["tone"]]
        with torch.no_grad():                       # no corpus with tones: the input exists and stays without effect
            self.table.weight[first:first + 6] = 0
        self.inner = nn.Linear(width, width)
        self.lstm = nn.LSTM(width, width, layers, dropout=dropout)
        self.drop = nn.Dropout(dropout)
        self.gap = nn.Linear(width, GAPS)
        self.duration_in, self.duration_gap = nn.Linear(width, head), nn.Embedding(GAPS, head)
        self.duration = nn.Linear(head, DURATIONS)
        self.pitch_in, self.pitch_gap, self.pitch_duration = nn.Linear(width, head), nn.Embedding(GAPS, head), nn.Embedding(DURATIONS, head)
        self.pitch = nn.Linear(head, PITCHES)
        self.continues = nn.Linear(head, 1)
        self.register_buffer("offsets", torch.tensor(spec.OFFSETS, dtype=torch.long), persistent=False)

    def core(self, features, state):
        """features [T, B, F] -> h [T, B, width]."""
        at = features + self.offsets
        if torch.onnx.is_in_onnx_export():
            x = self.table(at).sum(dim=2)
        else:
            t, b, f = at.shape
            x = F.embedding_bag(at.reshape(t * b, f), self.table.weight, mode="sum").reshape(t, b, -1)
        x = self.drop(x)
        x = x + torch.relu(self.inner(x))
        h, state = self.lstm(x, state) if torch.onnx.is_in_onnx_export() or x.is_cuda else fast_lstm.run(self.lstm, x, state)
        return self.drop(h), state

    def forward(self, features, targets, state=None):
        """Teacher forcing: logits of every factor given the true earlier factors of the same note."""
        h, state = self.core(features, state)
        gap, duration = targets[..., 0].clamp(min=0), targets[..., 1].clamp(min=0)
        d = torch.tanh(self.duration_in(h) + self.duration_gap(gap))
        p = torch.tanh(self.pitch_in(h) + self.pitch_gap(gap) + self.pitch_duration(duration))
        return (self.gap(h), self.duration(self.drop(d)), self.pitch(self.drop(p)), self.continues(self.drop(p)).squeeze(-1)), state


class Stepper(nn.Module):
    """The exported form: every conditional as a table, so that one run serves all choices of a note."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, features, h0, c0):
        m = self.model
        h, (hn, cn) = m.core(features, (h0, c0))                                    # [T, B, width]
        gap = m.gap(h)                                                              # [T, B, G]
        d = torch.tanh(m.duration_in(h).unsqueeze(2) + m.duration_gap.weight)       # [T, B, G, head]
        both = m.pitch_gap.weight.unsqueeze(1) + m.pitch_duration.weight            # [G, D, head]
        p = torch.tanh(m.pitch_in(h).unsqueeze(2).unsqueeze(3) + both)              # [T, B, G, D, head]
        return gap, m.duration(d), m.pitch(p), m.continues(p).squeeze(-1), hn, cn
